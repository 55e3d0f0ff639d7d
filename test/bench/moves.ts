import {setTimeout as sleep} from "node:timers/promises";
import {type Load, lastSeen} from "../load/load.ts";
import type {FigureName} from "./figures.ts";
import type {Book} from "./samples.ts";

const QUIET_MILLISECONDS = 1000;
/** Traefik holds a change back that comes within 2 s of another one, whoever makes it. */
const CALM_MILLISECONDS = 3000;

/** The words that bring up a version beside the live one. */
export function upgradeTo(tag: string): string[] {
  return ["upgrade", "shop", "--strategy", "blue-green", "--yes", "--set", `image.tag=${tag}`];
}

/** Types a command that takes traffic away from a version: how long it took, and when that version answered last. */
export async function move(
  book: Book,
  load: Load,
  old: string,
  {seen, whole}: {readonly seen: FigureName; readonly whole?: FigureName},
  command: () => Promise<unknown>,
): Promise<void> {
  await answers(load, old);
  await calm();
  const typedAt = Date.now();
  await (whole ? book.time(whole, command) : command());
  book.note(seen, (await lastAnswerOf(load, old)) - typedAt);
}

/** Nobody types the next command within seconds of the one before: it is typed when nothing has changed for a while. */
export function calm(): Promise<void> {
  return sleep(CALM_MILLISECONDS);
}

/** Waits until a version answers again: the change before may not have come through yet. */
async function answers(load: Load, version: string): Promise<void> {
  const since = Date.now();
  while ((lastSeen(await load.snapshot(), version)?.sentAt ?? 0) < since) await sleep(300);
}

/** Waits until a version has been silent for a second while others answered. */
export async function lastAnswerOf(load: Load, version: string): Promise<number> {
  for (;;) {
    const report = await load.snapshot();
    const last = lastSeen(report, version)?.answeredAt ?? 0;
    const newest = Math.max(...Object.values(report.versions).map(({answeredAt}) => answeredAt));
    if (newest - last > QUIET_MILLISECONDS) return last;
    await sleep(300);
  }
}
