import {describe, expect} from "vitest";
import {beginStory, status} from "../e2e/story.ts";
import type {Major} from "../e2e/world.ts";

// What plain `helm rollback` does to a managed release: in each phase, of each release, to each revision.

describe.each<Major>(["helm3", "helm4"])("plain helm rollback, %s", (helm) => {
  const name = `plain-${helm}`;
  const {world, tell, end} = beginStory({name, helm, router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);

  /** What a pipeline does: the upgrade it always runs. It finds out by itself what is left to do. */
  const upgrade = (): Promise<string> =>
    djcd("upgrade", "shop", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "25,50,100", "--pause=");

  /** Rolls each of the three releases back to every stored revision, newest first, then repairs with ordinary commands. */
  const rollBackEverything = async (...repairs: readonly (() => Promise<unknown>)[]): Promise<number> => {
    let rolledBack = 0;
    for (const release of ["shop", "shop-blue", "shop-green"]) {
      for (const revision of await revisions(release)) rolledBack += await rollBackTo(release, revision);
      for (const repair of repairs) await repair();
    }
    return rolledBack;
  };

  tell("with a candidate out, no plain rollback of any release to any revision costs a request", async () => {
    await upgrade();
    expect(await rollBackEverything(upgrade)).toBeGreaterThan(3);
    expect(await status(world())).toMatchObject({phase: "candidate", number: 1});
  });

  tell("warm, no plain rollback costs a request", async () => {
    await djcd("promote");
    expect(await rollBackEverything(upgrade, () => djcd("promote"))).toBeGreaterThan(3);
    expect(await status(world())).toMatchObject({phase: "warm", number: 1, weights: {blue: 0, green: 100}});
  });

  tell("stable, no plain rollback costs a request", async () => {
    await djcd("finish");
    expect(await rollBackEverything(() => djcd("finish"))).toBeGreaterThan(3);
    expect(await status(world())).toMatchObject({
      phase: "stable",
      number: 1,
      weights: {blue: 0, green: 100},
      slots: {blue: {wanted: 0}},
    });
  });

  end();

  /** How many rollbacks were made: none where Helm has forgotten the revision, for a plain rollback keeps ten. */
  async function rollBackTo(release: string, revision: number): Promise<number> {
    const {code, stderr} = await world().tryHelm("rollback", release, `${revision}`);
    if (stderr.includes(`has no ${revision} version`)) return 0;
    if (code !== 0) throw new Error(`helm rollback ${release} ${revision}: ${stderr}`);
    await settle();
    return 1;
  }

  async function revisions(release: string): Promise<number[]> {
    const history = JSON.parse(await world().helm("history", release, "-o", "json")) as {revision: number}[];
    return history.map(({revision}) => revision).reverse();
  }

  /** Until no pod is on its way up or down any more. */
  async function settle(): Promise<void> {
    await world().kubectl("rollout", "status", "deployment", "-l", "app.kubernetes.io/instance=shop", "--timeout=120s");
  }
});
