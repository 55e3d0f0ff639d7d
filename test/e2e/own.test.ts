import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {HOOK, OWN} from "./own-templates.ts";
import {beginStory, served, status} from "./story.ts";
import type {World} from "./world.ts";

// What a team has of its own in the chart's folder: objects in a slot, workloads, hooks, values.

/** The one thing that status has to say of it afterwards. */
const HOOK_FAILED = expect.stringMatching(
  /^#2 failed at .*: a hook of your own failed \(post-upgrade: Job\/shop-green-seed\)/,
);

const UPGRADE = ["upgrade", "shop", "--yes", "--set-string"] as const;

describe("own templates by helm4", () => {
  const {world, tell, end} = beginStory({name: "own", helm: "helm4", router: "gateway-api", rate: 15}, install);
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);

  tell("a canary with objects, a workload and a hook of the team's own goes out, each named in the plan", async () => {
    const said = await djcd(...UPGRADE, "image.tag=v2", "--strategy", "canary", "--steps", "25,50,100", "--pause=");
    expect(said).toContain("of your own templates, up and down with shop-green: Deployment/shop-green-nginx");
    expect(said).toMatch(
      /fill green .*, and run its hooks: Job\/shop-green-seed \(post-install, post-upgrade, pre-delete\)/,
    );
    expect(await status(world())).toMatchObject({phase: "candidate", notes: []});
    expect(await sizes(world())).toEqual({blue: 1, green: 1});
  });

  tell("what somebody deletes of it is told, and made anew", async () => {
    await world().kubectl("delete", "configmap", "shop-blue-nginx");
    expect((await status(world())) as unknown as {notes: string[]}).toMatchObject({
      notes: ["ConfigMap/shop-blue-nginx does not exist: somebody deleted it. The next command puts it back"],
    });
    await djcd("shift", "shop", "50");
    expect(await status(world())).toMatchObject({phase: "candidate", notes: []});
  });

  tell("it keeps nobody from going on or back, and its workload goes down with its slot", async () => {
    await djcd("promote");
    const said = await djcd("rollback");
    expect(said).toContain("Deployment/shop-green-nginx, of your own templates, goes down with green");
    expect(await served(world())).toEqual(["v1"]);
    expect(await sizes(world())).toEqual({blue: 1, green: 0});
    expect(await status(world())).toMatchObject({phase: "stable", notes: []});
  });

  tell("the hook ran once in all this for each version, in its slot", async () => {
    expect(await runs(world())).toEqual({"shop-seed": 1, "shop-green-seed": 1});
  });

  tell("other values of the team's own are another version, labels or none", async () => {
    const said = await djcd("upgrade", "shop", "--set-string", "extra.greeting=bye", "--dry-run");
    expect(said).toMatch(/fill green with #2/);
  });

  tell("a hook that fails takes its version back, with what it printed", async () => {
    const upgrade = [...UPGRADE, "config.GREETING=hi", "--set", "extra.seedEnds=3", "--strategy", "blue-green"];
    const {code, stderr} = await world().tryHelm("djcd", ...upgrade);
    expect({code, stderr}).toEqual({
      code: 3,
      stderr: expect.stringMatching(
        /a hook of your own failed \(post-upgrade: Job\/shop-green-seed\).*[\s\S]*seeding\s+the way back: the version that is live keeps all traffic/,
      ),
    });
    expect(await sizes(world())).toEqual({blue: 1, green: 0});
    expect(await world().pods("green")).toEqual({});
    expect(await status(world())).toMatchObject({phase: "stable", notes: [HOOK_FAILED]});
  });

  tell("a version that went out comes back cold, and its hook does not run again", async () => {
    await djcd(...UPGRADE, "config.GREETING=hi", "--strategy", "blue-green");
    await djcd("promote");
    await djcd("finish");
    const before = await runs(world());
    await djcd("rollback");
    await djcd("finish");
    expect(await served(world())).toEqual(["v1"]);
    expect(await sizes(world())).toEqual({blue: 1, green: 0});
    expect(await runs(world())).toEqual(before);
  });

  end();

  test("helm test answers, its Pod goes with the release, and so does what ran once", async () => {
    await world().helm("test", "shop");
    expect(await world().kubectl("get", "pods", "-o", "name")).toContain("pod/shop-test");
    const before = await runs(world());
    await djcd("uninstall", "shop", "--yes");
    const left = () => world().kubectl("get", "pods", "-l", "app.kubernetes.io/component=test", "-o", "name");
    await expect.poll(left, {timeout: 30_000}).toBe("");
    const after = await runs(world());
    expect(after["shop-blue-seed"]).toBe((before["shop-blue-seed"] ?? 0) + 1);
    expect(total(after)).toBe(total(before) + 1);
  });
});

describe("own templates by helm3", () => {
  const {world, tell, end} = beginStory({name: "own3", helm: "helm3", router: "gateway-api", rate: 15}, install);
  const djcd = (...args: readonly string[]): Promise<string> => world().helm("djcd", ...args);

  tell("the hook of a version runs once, whatever becomes of its weight", async () => {
    await djcd(...UPGRADE, "image.tag=v2", "--strategy", "canary", "--steps", "50,100", "--pause=");
    await djcd("promote");
    await djcd("rollback");
    expect(await runs(world())).toEqual({"shop-seed": 1, "shop-green-seed": 1});
    expect(await status(world())).toMatchObject({phase: "stable", notes: []});
  });

  tell("one that fails leaves the traffic where it is recorded", async () => {
    const upgrade = [...UPGRADE, "config.GREETING=hi", "--set", "extra.seedEnds=3", "--strategy", "blue-green"];
    expect(await world().tryHelm("djcd", ...upgrade)).toMatchObject({code: 3});
    expect(await served(world())).toEqual(["v1"]);
    expect(await status(world())).toMatchObject({phase: "stable", notes: [HOOK_FAILED]});
  });

  end();
});

async function install(world: World): Promise<void> {
  writeFileSync(join(world.chart, "templates", "own.yaml"), `${OWN}---\n${HOOK}`);
  await world.install();
}

/** What each slot's own workload is told to have. */
async function sizes({kubectl}: World): Promise<Record<string, number>> {
  const of = async (slot: string): Promise<[string, number]> => [
    slot,
    Number(await kubectl("get", "deployment", `shop-${slot}-nginx`, "-o", "jsonpath={.spec.replicas}")),
  ];
  return Object.fromEntries(await Promise.all(["blue", "green"].map(of)));
}

/** How often each hook ran: a Job tells of each pod that it made, and is gone when it runs again. */
async function runs({kubectl}: World): Promise<Record<string, number>> {
  const asked = ["--field-selector", "involvedObject.kind=Job,reason=SuccessfulCreate"];
  const names = await kubectl("get", "events", ...asked, "-o", "jsonpath={.items[*].involvedObject.name}");
  const seeds = names.split(" ").filter((name) => name.endsWith("-seed"));
  return Object.fromEntries([...new Set(seeds)].map((seed) => [seed, seeds.filter((one) => one === seed).length]));
}

function total(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, one) => sum + one, 0);
}
