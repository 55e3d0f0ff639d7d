import {afterAll, beforeAll, expect, test} from "vitest";
import {status} from "./story.ts";
import {makeWorld, type World} from "./world.ts";

// Bad versions and bad moments: each ends at once, says which object and why, and leaves the live version as it was.

let world: World;
let live: Readonly<Record<string, number>>;

beforeAll(async () => {
  world = await makeWorld({name: "trouble", helm: "helm4", router: "gateway-api"});
  await world.install();
  await world.helm("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
  await world.helm("djcd", "rollback");
  live = await world.pods("blue");
});

afterAll(() => world?.remove());

async function liveIsUntouched(): Promise<void> {
  expect(await world.pods("blue")).toEqual(live);
  expect(await status(world)).toMatchObject({
    phase: "stable",
    weights: {blue: 100, green: 0},
    slots: {green: {wanted: 0}},
  });
}

test("an image that does not exist ends the wait at once and names the pod", async () => {
  const {code, stderr} = await world.tryHelm(
    "djcd",
    "upgrade",
    "shop",
    "--set",
    "image.tag=nowhere,image.pullPolicy=Never",
  );
  expect({code, says: stderr.split("\n")[0]}).toEqual({
    code: 3,
    says: expect.stringMatching(/^Error: pod shop-probe-\S+, container probe: ErrImageNeverPull/),
  });
  await liveIsUntouched();
});

test("a version that crashes at its start goes down again, with its last lines", async () => {
  const {code, stderr} = await world.tryHelm(
    "djcd",
    "upgrade",
    "shop",
    "--set",
    "config.DJANGO_SETTINGS_MODULE=shop.settings,env[0].name=GUNICORN_CMD_ARGS,env[0].value=--no-such-flag",
  );
  expect({code, says: stderr}).toEqual({
    code: 3,
    says: expect.stringMatching(
      /^Error: pod shop-web-green-\S+, container web: (CrashLoopBackOff|its start ended 2 times)/,
    ),
  });
  expect(stderr).toContain("unrecognized arguments: --no-such-flag");
  await liveIsUntouched();
});

test("a migration that old code may not survive is asked about by its name, and without a terminal refused", async () => {
  // A yes by habit, as in a pipeline, answers no question about what breaks.
  const {code, stderr} = await world.tryHelm("djcd", "upgrade", "shop", "--set", "image.tag=v3", "--yes");
  expect({code, says: stderr.split("\n").slice(0, 3)}).toEqual({
    code: 4,
    says: [
      "Error: migration catalog.0004_product_description: RenameField renames product.blurb to description",
      "Code that is live now may break on this schema. Go on?",
      "Nobody can answer here. To go on all the same, add: --accept catalog.0004_product_description",
    ],
  });
  await liveIsUntouched();
});

const UPGRADE = ["upgrade", "shop", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "50,100", "--pause="];

const HELD = /^Error: another djcd command is at work: \S+, process \d+, \w+ holds the lock since \S+\. Wait/;

test("of two upgrades at once one acts and the other is told who holds the lock", async () => {
  const both = await Promise.all([world.tryHelm("djcd", ...UPGRADE), world.tryHelm("djcd", ...UPGRADE)]);
  expect(both.map(({code}) => code).sort()).toEqual([0, 4]);
  expect(both.find(({code}) => code === 4)?.stderr).toMatch(HELD);
});

// These are done in a moment: one may be over before the other begins.
test.each([
  {first: ["shift", "shop", "25"], second: ["shift", "shop", "75"], ends: /^candidate (25|75)$/},
  {first: ["rollback", "shop"], second: UPGRADE, ends: /^(stable 0|candidate \d+)$/},
])("$first.0 and $second.0 at once end as one of them would", async ({first, second, ends}) => {
  const both = await Promise.all([world.tryHelm("djcd", ...first), world.tryHelm("djcd", ...second)]);
  for (const {code, stderr} of both)
    if (code !== 0) expect({code, stderr}).toEqual({code: 4, stderr: expect.stringMatching(HELD)});
  expect(both.some(({code}) => code === 0)).toBe(true);
  const {phase, weights} = JSON.parse(await world.helm("djcd", "status", "shop", "-o", "json"));
  expect(`${phase} ${weights.green ?? 0}`).toMatch(ends);
});

test("what two commands at once left is whole: one rollback takes it back", async () => {
  if (JSON.parse(await world.helm("djcd", "status", "shop", "-o", "json")).phase === "candidate")
    await world.helm("djcd", "rollback", "shop");
  await liveIsUntouched();
});

test("a dry run shows the plan, changes nothing and can say so with its exit code", async () => {
  const before = await history();
  const {code, stdout} = await world.tryHelm(
    "djcd",
    "upgrade",
    "shop",
    "--set",
    "image.tag=v2",
    "--dry-run",
    "--exit-code",
    "-o",
    "json",
  );
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({release: "shop", outcome: "would change"});
  expect(await history()).toEqual(before);
});

test("plain helm upgrade of a managed release is refused in words, with the block and without it", async () => {
  const changed = ["--set", "image.tag=v9"];
  const kept = await world.tryHelm("upgrade", "shop", world.chart, "--reuse-values", ...changed);
  const dropped = await world.tryHelm("upgrade", "shop", world.chart, "-f", world.values, ...changed);
  expect([kept.code, dropped.code]).toEqual([1, 1]);
  expect(kept.stderr).toContain("helm djcd upgrade shop");
  expect(dropped.stderr).toContain("helm djcd upgrade shop");
  await liveIsUntouched();
});

async function history(): Promise<string[]> {
  return Promise.all(
    ["shop", "shop-blue", "shop-green"].map((release) => world.helm("history", release, "-o", "json")),
  );
}
