import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {beforeAll, expect, test} from "vitest";
import {type Log, openLog} from "../../src/git/log.ts";
import {committedRollouts} from "../../src/release/committed-history.ts";
import {readEntries} from "../../src/showing/read-entries.ts";
import {readFillings} from "../../src/showing/read-fillings.ts";
import {stable} from "../fixtures/worlds/worlds.ts";
import {temporaryFolder} from "../temporary-folder.ts";

// The past of a release whose record is in values files, from a real git.

const work = temporaryFolder("history");
const folder = join(work, "deploy");
let log: Log;

const git = async (...words: string[]): Promise<string> => (await execa("git", words, {cwd: work})).stdout;

async function commit(subject: string, files: Readonly<Record<string, object | string>>, by = "ci"): Promise<void> {
  for (const [file, what] of Object.entries(files))
    writeFileSync(join(folder, file), typeof what === "string" ? what : yaml.dump(what));
  await git("add", "--all");
  await git("-c", `user.name=${by}`, "-c", `user.email=${by}@example.com`, "commit", "--quiet", "--message", subject);
}

const slot = (tag: string, number: number, more: object = {}) => ({
  image: {repository: "shop", tag},
  part: "slot",
  rollout: {required: true, number, ...more},
});
const front = (traffic: object) => ({part: "front", rollout: {required: true, live: "blue", traffic}});

beforeAll(async () => {
  await git("init", "--quiet", "--initial-branch=main");
  for (const one of ["blue", "green"]) {
    mkdirSync(join(folder, "charts", one), {recursive: true});
    writeFileSync(join(folder, "charts", one, "Chart.yaml"), "{name: shop, version: 0.1.0, apiVersion: v2}\n");
  }
  const none = {"blue.yaml": slot("", 0), "green.yaml": slot("", 0, {idle: true}), "front.yaml": front({blue: 100})};
  await commit("what is generated", none);
  await commit("shop #0: the first version", {"blue.yaml": slot("v1", 0), "green.yaml": slot("v1", 0, {idle: true})});
  await commit("shop #1: green gets shop:v9", {"green.yaml": slot("v9", 1)});
  await commit("shop #1: scale green to 0", {"green.yaml": slot("v1", 0, {idle: true})});
  await commit("shop #1: green gets shop:v2", {"green.yaml": slot("v2", 1, {by: "ann", reason: "winter"})});
  await commit("shop #1: blue 75 %, green 25 %", {"front.yaml": front({blue: 75, green: 25})});
  await commit("a colour", {"green.yaml": "a: [\n"}, "bob");
  await commit("a better one", {"green.yaml": slot("v2", 1, {by: "ann", reason: "winter"})}, "bob");
  await commit("shop #1: green 100 %", {"front.yaml": front({green: 100})});
  log = (await openLog(folder)) ?? expect.fail("there is a git");
});

test("a rollout is the commit that filled a slot; of one that was filled twice the last, and files that cannot be read are none", async () => {
  const fillings = await readFillings(log, stable);
  expect(fillings.map(({commit: {subject}, release}) => `${release.name}: ${subject}`)).toEqual([
    "shop-blue: shop #0: the first version",
    "shop-green: shop #1: green gets shop:v9",
    "shop-green: shop #1: green gets shop:v2",
  ]);
  const rollouts = committedRollouts(
    stable,
    fillings.map(({commit: {hash}, release}) => [release, hash]),
  );
  expect(rollouts).toEqual([
    expect.objectContaining({
      ...{number: 1, slot: "green", state: "live", image: "shop:v2", by: "ann", reason: "winter"},
      commit: fillings.at(-1)?.commit.hash,
      description: "shop #1: green gets shop:v2",
    }),
    expect.objectContaining({number: 0, slot: "blue", state: "", image: "shop:v1", chart: "shop-0.1.0"}),
  ]);
  expect(rollouts[0]).not.toHaveProperty("revision");
});

test("what was done in a rollout are its commits, with weights where they moved, and whose hand was between them", async () => {
  const entries = await readEntries(log, "shop", 1);
  expect(entries.map(({did, by, traffic}) => [did, by, traffic])).toEqual([
    ["green gets shop:v9", "ci", undefined],
    ["scale green to 0", "ci", undefined],
    ["green gets shop:v2", "ci", undefined],
    ["blue 75 %, green 25 %", "ci", {blue: 75, green: 25}],
    ["a colour", "bob", undefined],
    ["a better one", "bob", undefined],
    ["green 100 %", "ci", {green: 100}],
  ]);
  expect(await readEntries(log, "shop", 7)).toEqual([]);
});

test("a folder outside of git has no history", async () => {
  expect(await openLog(temporaryFolder("plain"))).toBeUndefined();
});
