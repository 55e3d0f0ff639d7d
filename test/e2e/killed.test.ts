import {join} from "node:path";
import {execa} from "execa";
import {describe, expect} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {beginStory, served, status} from "./story.ts";

// Promise 4: every command can be killed at any point and typed again. The kills come at moments spread over the command,
// hand-over included; where each one lands differs from run to run, the end does not.

describe("killed and typed again", () => {
  const {world, tell, end} = beginStory({name: "killed", helm: "helm4", router: "gateway-api"});
  const upgrade = ["upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green"];
  let live: Readonly<Record<string, number>>;

  tell("the first upgrade, with its hand-over", async () => {
    live = await world().pods("blue");
    for (const seconds of [1, 2, 2.5, 3, 3.5, 4, 5, 7]) await kill(upgrade, seconds);
    await world().helm("djcd", ...upgrade);
    expect(await status(world())).toMatchObject({phase: "candidate", number: 1, weights: {blue: 100, green: 0}});
    expect(await world().pods("blue")).toEqual(live);
  });

  tell("promote", async () => {
    for (const seconds of [0.5, 0.8, 1.1, 1.5]) await kill(["promote", "shop"], seconds);
    await world().helm("djcd", "promote");
    expect(await status(world())).toMatchObject({phase: "warm", number: 1, weights: {blue: 0, green: 100}});
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("a warm rollback", async () => {
    for (const seconds of [0.6, 1, 1.6]) await kill(["rollback", "shop"], seconds);
    await typeUntilSettled("rollback");
    expect(await status(world())).toMatchObject({
      phase: "stable",
      weights: {blue: 100, green: 0},
      slots: {green: {wanted: 0}},
    });
    expect(await world().pods("blue")).toEqual(live);
  });

  end();

  /** Starts a command as a pipeline would, and kills it without a word. */
  async function kill(words: readonly string[], seconds: number): Promise<void> {
    const {cluster, namespace} = world();
    const env = {KUBECONFIG: cluster.kubeconfig, HELM_BIN: cluster.helm4};
    const command = execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), "-n", namespace, ...words], {
      env,
      reject: false,
    });
    setTimeout(() => command.kill("SIGKILL"), seconds * 1000);
    await command;
  }

  /** A rollback that had been recorded before the kill is over: typed again it finds a slot to put away, or nothing to go back to. */
  async function typeUntilSettled(verb: string): Promise<void> {
    const {code, stderr} = await world().tryHelm("djcd", verb);
    if (code !== 0) expect(stderr).toContain("has no version before this one to go back to");
  }
});
