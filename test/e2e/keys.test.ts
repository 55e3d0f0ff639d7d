import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {lastSeen} from "../load/load.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {beginStory, served, status} from "./story.ts";
import {openTerminal, type Terminal} from "./terminal.ts";
import type {World} from "./world.ts";

// Somebody watches a release in a terminal, and does by keys what is to be done.

/** Its restarts and its Events are watched: no Prometheus is needed for a candidate that fails. */
const ANALYSIS = [
  "analysis.enabled=true",
  ...["errorShare", "latencyP95", "databaseErrors"].map((metric) => `analysis.${metric}.enabled=false`),
].join(",");

const CANARY = ["--strategy", "canary", "--steps", "50,100", "--pause="];

const PLAN = /Enter does it, Esc gives it up$/;

const WATCHES = (share: number): RegExp =>
  new RegExp(`green ${share} %[\\s\\S]*r rollback {2}p promote {2}0-99 share of the candidate {2}q quits$`);

describe("keys of a watch", () => {
  const {world, load, tell, end} = beginStory({name: "keys", helm: "helm4", router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const weights = async (): Promise<object> => ((await status(world())) as unknown as {weights: object}).weights;
  let terminal: Terminal;

  beforeAll(async () => {
    const {cluster} = world();
    terminal = await openTerminal("keys", {KUBECONFIG: cluster.kubeconfig, HELM_BIN: cluster.helm4});
    await djcd("upgrade", "shop", "--set", `image.tag=v2,${ANALYSIS}`, ...CANARY);
  });

  afterAll(() => terminal?.close());

  const watch = async (): Promise<void> => {
    await terminal.line(
      `clear; ${process.execPath} ${join(HOME, "bin", "djcd.mjs")} -n ${world().namespace} status -w`,
    );
    await terminal.until(/q quits$/);
  };

  tell("a plan that is given up changes nothing", async () => {
    await watch();
    await terminal.keys("r");
    expect(await terminal.until(PLAN)).toMatch(/#1 in green is withdrawn, blue keeps all traffic\n {2}1\. /);
    await terminal.keys("Escape");
    expect(await terminal.until(WATCHES(50))).not.toContain("withdrawn");
    await terminal.keys("Enter");
    expect(await weights()).toEqual({blue: 50, green: 50});
  });

  tell("what somebody else did since the plan was shown is told, and the plan is not done", async () => {
    await terminal.keys("r");
    await terminal.until(PLAN);
    await djcd("shift", "shop", "40");
    await terminal.keys("Enter");
    const told = await terminal.until(WATCHES(40));
    expect(told).toMatch(/Error: the release has changed since the plan was shown: .*green 50 % then.*green 40 % now/);
    expect(await weights()).toEqual({blue: 60, green: 40});
  });

  tell("digits are a share", async () => {
    await terminal.keys("4", "5");
    await terminal.until(/green gets 45 %[\s\S]*Enter does it, Esc gives it up$/);
    await terminal.keys("Enter");
    await terminal.until(WATCHES(45));
    expect(await weights()).toEqual({blue: 55, green: 45});
  });

  tell("a question stays a question, which Enter does not answer", async () => {
    await warnOf(world());
    for (const answer of [["Enter"], ["n", "Enter"]]) {
      await terminal.keys("p");
      expect(await terminal.until(PLAN)).toMatch(/question: #1 fails: .*\(--accept verdict\)/);
      await terminal.keys("Enter");
      await terminal.until(/Give it more traffic all the same\? Type verdict to go on:$/);
      expect(await weights()).toEqual({blue: 55, green: 45});
      await terminal.keys(...answer);
      await terminal.until(/Error: stopped: nothing was changed[\s\S]*q quits$/);
      expect(await weights()).toEqual({blue: 55, green: 45});
      await leave();
      await watch();
    }
  });

  tell("Ctrl-C ends a watch as it ends every command", async () => {
    await terminal.keys("C-c");
    await terminal.line("echo ended with $?");
    await terminal.until(/^ended with 130$/m);
    await watch();
  });

  tell("Enter takes traffic back, and the watch goes on", async () => {
    await terminal.keys("r");
    await terminal.until(PLAN);
    const entered = Date.now();
    await terminal.keys("Enter");
    await terminal.until(/traffic goes back first: blue 100 %/);
    const back = Date.now();
    await terminal.until(/shop {2}stable #0 [\s\S]*\d {2}q quits$/);
    const {sentAt = 0} = lastSeen(await load().snapshot(), "v2") ?? {};
    console.log(
      `told after ${back - entered} ms; the last request that v2 answered was sent ${sentAt - entered} ms after Enter`,
    );
    expect(await status(world())).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
    expect(await served(world())).toEqual(["v1"]);
  });

  tell("where nothing is out keys do nothing; q ends it, and the terminal is as it was", async () => {
    await terminal.keys("r", "5", "Enter");
    await leave();
    await terminal.line("stty -a");
    expect(await terminal.until(/ icanon /)).toMatch(/^isig icanon /m);
    expect(await status(world())).toMatchObject({phase: "stable", number: 1});
  });

  end();

  async function leave(): Promise<void> {
    await terminal.keys("q");
    await terminal.line("echo ended with $?");
    await terminal.until(/^ended with 0$/m);
  }
});

/** Something of the cluster that is said of the candidate, and fails it. */
async function warnOf({namespace, kubectl}: World): Promise<void> {
  const file = join(temporaryFolder("event"), "event.json");
  const event = {
    apiVersion: "v1",
    kind: "Event",
    metadata: {name: "shop-web-green.warned", namespace},
    type: "Warning",
    reason: "FailedMount",
    message: "the volume is not there",
    involvedObject: {apiVersion: "apps/v1", kind: "Deployment", name: "shop-web-green", namespace},
    lastTimestamp: new Date(Date.now() + 1000).toISOString().replace(/\.\d+/, ""),
  };
  writeFileSync(file, JSON.stringify(event));
  await kubectl("create", "-f", file);
}
