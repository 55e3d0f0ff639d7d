import {readdir, readFile, writeFile} from "node:fs/promises";
import {setTimeout as sleep} from "node:timers/promises";
import {apiAnswers} from "./components/api.ts";
import {inRun} from "./paths.ts";
import {settings} from "./settings.ts";
import {isRunning} from "./support/component.ts";
import {versions} from "./versions.ts";

/** Written last: a cluster without it never came up whole. */
const mark = inRun("up.json");
const PATIENCE = 60_000;
const wanted = JSON.stringify({versions, settings});

export async function markUp(): Promise<void> {
  await writeFile(mark, wanted);
}

/** Whether the cluster that runs is whole and of today's versions. */
export async function isUp(): Promise<boolean> {
  const made = await readFile(mark, "utf8").catch(() => undefined);
  return made === wanted && (await allRun()) && (await apiAnswersInTime());
}

/** Others may be using it: a busy machine's slow answer is no reason to make a new one. */
async function apiAnswersInTime(): Promise<boolean> {
  const deadline = Date.now() + PATIENCE;
  while (Date.now() < deadline) {
    if (await apiAnswers("/readyz")) return true;
    await sleep(200);
  }
  return false;
}

async function allRun(): Promise<boolean> {
  const names = await readdir(inRun("pids")).catch(() => []);
  return names.length > 0 && (await Promise.all(names.map(isRunning))).every(Boolean);
}
