import {describe, expect} from "vitest";
import {beginStory, served, status} from "./story.ts";

// The ways back: to an older rollout, with its configuration, and by plain Helm commands of people who do not know djcd.

describe("going back", () => {
  const {world, tell, end} = beginStory({name: "back", helm: "helm4", router: "gateway-api"});
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);
  const release = async (...set: readonly string[]): Promise<void> => {
    await djcd("upgrade", "shop", ...set.flatMap((one) => ["--set-string", one]), "--strategy", "blue-green", "--yes");
    await djcd("promote");
    await djcd("finish");
  };

  tell("two rollouts go out", async () => {
    await release("image.tag=v2");
    await release("config.GREETING=hello");
    expect(await greeting()).toBe("hello");
    expect(await status(world())).toMatchObject({phase: "stable", number: 2});
  });

  tell("a rollback goes to the version that was live before, with its configuration", async () => {
    await djcd("rollback");
    expect(await greeting()).toBe("");
    await djcd("finish");
    expect(await served(world())).toEqual(["v2"]);
  });

  tell("going back to the first version of all works", async () => {
    await djcd("rollback", "--to", "0");
    expect(await served(world())).toEqual(["v1"]);
    await djcd("finish");
    expect(await status(world())).toMatchObject({phase: "stable", number: 4});
  });

  tell("after that a change of configuration alone ships the old image with the new configuration", async () => {
    await release("config.GREETING=again");
    expect(await served(world())).toEqual(["v1"]);
    expect(await greeting()).toBe("again");
  });

  tell("an upgrade to what is live already says so and changes nothing", async () => {
    const before = await world().helm("history", "shop", "-o", "json");
    expect(await djcd("upgrade", "shop")).toContain(
      "shop: nothing new, this version with these values is live already",
    );
    expect(await world().helm("history", "shop", "-o", "json")).toBe(before);
  });

  end();

  /** What the live version was configured with. */
  async function greeting(): Promise<string> {
    const {slots} = (await status(world())) as unknown as {slots: Record<string, {role: string}>};
    const live = Object.entries(slots).find(([, {role}]) => role === "live")?.[0];
    return world().kubectl("get", "configmap", `shop-config-${live}`, "-o", "jsonpath={.data.GREETING}");
  }
});

describe.each([
  {title: "plain helm rollback, Helm 3", name: "plain-helm3", helm: "helm3"},
  {title: "plain helm rollback, Helm 4", name: "plain-helm4", helm: "helm4"},
] as const)("$title", ({name, helm}) => {
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
