import {copyFileSync, existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as sleep} from "node:timers/promises";
import {pathToFileURL} from "node:url";
import {execa} from "execa";
import {HOME} from "../cli/plugin.ts";
import {makeWorld, type World} from "../e2e/world.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {terminalSvg} from "./terminal-svg.ts";

// npm run pictures: makes those of the README anew, of a real release under load.

const PICTURES = join(HOME, "docs", "pictures");

const CANARY = ["upgrade", "shop", "--yes", "--set-string", "image.tag=v2", "--strategy", "canary"];

/** A kubeconfig whose namespace is that of the release, as a person has it who looks at it all day. */
async function homeOf({cluster, namespace}: World): Promise<string> {
  const file = join(temporaryFolder("kubeconfig"), "config");
  copyFileSync(cluster.kubeconfig, file);
  const words = ["config", "set-context", "--current", "--namespace", namespace];
  await execa(cluster.kubectl, words, {env: {KUBECONFIG: file}});
  return file;
}

/** What stands in a terminal in which somebody watches. */
async function watched(world: World): Promise<string> {
  const tmux = async (...words: readonly string[]): Promise<string> =>
    (await execa("tmux", ["-L", "djcd-pictures", "-f", "/dev/null", ...words], {stdin: "ignore"})).stdout;
  const helm = `PS1='$ '; helm() { shift; node ${join(HOME, "bin", "djcd.mjs")} "$@"; }`;
  const env = ["-e", `KUBECONFIG=${await homeOf(world)}`, "-e", `HELM_BIN=${world.cluster.helm4}`];
  await tmux("new-session", "-d", "-x", "110", "-y", "40", ...env, "bash --norc --noprofile");
  try {
    for (const line of [`${helm}; clear`, "helm djcd status -w"]) {
      await tmux("send-keys", "-l", line);
      await tmux("send-keys", "Enter");
      await sleep(1000);
    }
    await sleep(4000);
    return (await tmux("capture-pane", "-p")).replace(/ +$/gm, "").trimEnd();
  } finally {
    await tmux("kill-server").catch(() => undefined);
  }
}

/** A page as a browser shows it. */
async function photographed(page: string, picture: string): Promise<void> {
  if (!existsSync("/usr/bin/chromium")) throw new Error("the report is shown in Chromium: apt-get install chromium");
  const flags = ["--headless", "--no-sandbox", "--hide-scrollbars", "--window-size=1000,1100", "--disable-gpu"];
  await execa("chromium", [...flags, `--screenshot=${picture}`, pathToFileURL(page).href]);
}

async function take(world: World): Promise<void> {
  await world.install();
  const load = await world.load({seconds: 600});
  await world.helm("djcd", ...CANARY, "--steps", "10,50,100", "--pause=");
  await sleep(10_000);
  await world.helm("djcd", "shift", "shop", "50", "--reason", "orders look well");
  writeFileSync(join(PICTURES, "status.svg"), terminalSvg(await watched(world)));
  await world.helm("djcd", "promote", "shop");
  await world.helm("djcd", "finish", "shop");
  const page = join(temporaryFolder("pictures"), "report.html");
  await world.helm("djcd", "report", "shop", "--file", page);
  await photographed(page, join(PICTURES, "report.png"));
  await load.stop();
}

mkdirSync(PICTURES, {recursive: true});
const world = await makeWorld({name: "pictures", helm: "helm4", router: "gateway-api"});
await take(world).finally(() => world.remove());
console.log(`written: ${PICTURES}`);
process.exit();
