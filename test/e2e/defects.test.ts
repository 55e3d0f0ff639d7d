import {setTimeout as pass} from "node:timers/promises";
import {afterAll, beforeAll, describe, expect, onTestFailed, test} from "vitest";
import {type Load, totals} from "../load/load.ts";
import {served, status} from "./story.ts";
import {makeWorld, V3_RENAMES, type World} from "./world.ts";

// Six defects that were seen in other delivery tools, one test each; the first with the same fault given to a bare chart.

let world: World;
let load: Load;
const djcd = (...args: readonly string[]): Promise<string> => world.helm("djcd", ...args);
const release = (tag: string, ...flags: readonly string[]): Promise<string> =>
  djcd("upgrade", "shop", "--set", `image.tag=${tag}`, ...flags);

/** All pods of a slot die at once, and none comes up again: its image is gone. */
async function die(slot: string): Promise<void> {
  await world.kubectl("set", "image", `deployment/shop-web-${slot}`, "web=localhost/shop:gone");
  await world.kubectl(
    "delete",
    "pods",
    "-l",
    `slot=${slot},app.kubernetes.io/component=web`,
    "--grace-period=0",
    "--force",
  );
}

/** What follows does not depend on how a test before it ended. */
async function repair(slot: string, tag: string): Promise<void> {
  await world.kubectl("set", "image", `deployment/shop-web-${slot}`, `web=localhost/shop:${tag}`);
  await world.kubectl("rollout", "status", `deployment/shop-web-${slot}`, "--timeout=120s");
  // Ready is what the pods are; that the data plane leads to them again is seen by asking.
  await expect.poll(() => served(world), {timeout: 30_000}).toEqual([tag]);
}

const failedSoFar = async (title: string): Promise<number> => totals(await load.snapshot(), title).failed;

async function failedIn(title: string, part: () => Promise<void>): Promise<number> {
  await load.mark(title);
  await part();
  return failedSoFar(title);
}

const told = (title: string, part: () => Promise<void>): void =>
  test(title, async () => {
    onTestFailed(async () => console.log(await world.explain()));
    await part();
  });

beforeAll(async () => {
  world = await makeWorld({name: "defects", helm: "helm4", router: "gateway-api"});
  await world.install();
  load = await world.load();
});

afterAll(async () => {
  await load?.stop();
  await world?.remove();
});

describe("what other tools were seen to do, and djcd does not", () => {
  told("1: control: when the pods of a bare chart die, requests fail for as long as nobody repairs it", async () => {
    const title = "a bare chart whose pods died";
    await load.mark(title);
    await die("blue");
    try {
      // How fast requests fail is the machine's affair: others work on it too.
      await expect.poll(() => failedSoFar(title), {timeout: 60_000}).toBeGreaterThan(50);
    } finally {
      await repair("blue", "v1");
    }
  });

  told("5: a release restarts no pod that serves", async () => {
    const before = await world.pods("blue");
    const failed = await failedIn("a release", () =>
      release("v2", "--strategy", "blue-green")
        .then(() => djcd("promote"))
        .then(() => undefined),
    );
    const after = await world.pods("blue");
    expect(before).toMatchObject(after);
    expect(Object.keys(after)).toHaveLength(2);
    expect(failed).toBe(0);
  });

  told(
    "6: what is called done is done: no request that was sent after promote is answered by the old version",
    async () => {
      const done = Date.now();
      expect(await failedIn("after promote", async () => void (await pass(3000)))).toBe(0);
      const {versions} = await load.snapshot();
      expect(versions.v1?.sentAt).toBeLessThan(done);
      expect(versions.v2?.sentAt).toBeGreaterThan(done);
    },
  );

  told("1: when the new version dies after the cut-over, one rollback brings the old one back, at once", async () => {
    await die("green");
    expect(await djcd("rollback")).toContain("traffic goes back to #0 in blue");
    const failed = await failedIn("after the rollback", async () => void (await pass(3000)));
    expect({failed, served: await served(world)}).toEqual({failed: 0, served: ["v1"]});
    expect(await status(world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
  });

  told("3: the gate for a person is never skipped, for the version before just after a promotion either", async () => {
    await release("v2", "--strategy", "blue-green");
    await djcd("promote");
    await release("v1", "--strategy", "blue-green");
    expect(await status(world)).toMatchObject({phase: "candidate", weights: {blue: 0, green: 100}});
    expect(await served(world)).toEqual(["v2"]);
    await djcd("rollback");
  });

  told("4: the image that is live, set again in the middle of a canary, is no new release", async () => {
    await release("v3", "--strategy", "canary", "--steps", "50,100", "--pause=", "--accept", V3_RENAMES);
    const before = await status(world);
    const {code, stderr} = await world.tryHelm("djcd", "upgrade", "shop", "--set", "image.tag=v2");
    expect({code, says: stderr.split("\n")[0]}).toEqual({
      code: 4,
      says:
        "Error: this is the version that is live, and another one is being released. " +
        "To withdraw that: helm djcd rollback shop",
    });
    expect(await status(world)).toEqual(before);
    await djcd("rollback");
    expect(await served(world)).toEqual(["v2"]);
  });

  told("2: after a rollback nothing is written any more", async () => {
    const written = "deployments,services,httproutes,secrets,configmaps,endpointslices";
    const versions = (): Promise<string> =>
      world.kubectl(
        "get",
        written,
        "-o",
        "jsonpath={range .items[*]}{.kind}/{.metadata.name}={.metadata.resourceVersion} {end}",
      );
    const before = await versions();
    await pass(10_000);
    expect(await versions()).toBe(before);
  });

  told("a good version gets out although the one that is live is dead and its image is gone", async () => {
    await die("green");
    await release("v3", "--strategy", "blue-green", "--accept", V3_RENAMES);
    await djcd("promote");
    const failed = await failedIn("a good version is out", async () => void (await pass(3000)));
    expect({failed, served: await served(world)}).toEqual({failed: 0, served: ["v3"]});
    await djcd("finish");
    expect(await status(world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
  });

  told("a third version gets out while the second one fails", async () => {
    await release("v2", "--strategy", "canary", "--steps", "25,100", "--pause=", "--yes");
    await die("green");
    await release("v2", "--set-string", "config.GREETING=third", "--strategy", "blue-green", "--yes");
    await djcd("promote");
    expect(await served(world)).toEqual(["v2"]);
    expect(await status(world)).toMatchObject({phase: "warm", weights: {blue: 0, green: 100}});
  });
});
