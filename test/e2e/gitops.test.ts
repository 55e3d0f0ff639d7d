import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {afterAll, expect, test, vi} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Controller, startController} from "./controller.ts";
import {beginStory, served} from "./story.ts";
import type {World} from "./world.ts";

// A canary through commits, under load: djcd writes values files, a controller applies what is committed.

const PATH = "deploy/shop";
const repository = temporaryFolder("repository");
const work = temporaryFolder("work");
const folder = join(work, PATH);
let controller: Controller | undefined;

const {world, tell, end} = beginStory({name: "gitops", helm: "helm4", router: "gateway-api"}, begin);

afterAll(() => controller?.stop());

/** A team's repository with what `generate` writes into it, and what the team says of its installation. */
async function begin(made: World): Promise<void> {
  await execa("git", ["init", "--quiet", "--bare", "--initial-branch=main", repository]);
  await execa("git", ["clone", "--quiet", repository, work]);
  await git("checkout", "--quiet", "-B", "main");
  await git("config", "user.name", "djcd");
  await git("config", "user.email", "djcd@example.com");
  const choices = readFileSync(join(HOME, "examples", "shop", "djcd.yaml"), "utf8");
  const gitops = {
    controller: "argo-cd",
    repository: "https://git.example.com/shop.git",
    path: PATH,
    namespace: made.namespace,
  };
  writeFileSync(join(work, "djcd.yaml"), `${choices}\n${yaml.dump({gitops})}`);
  await execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), "generate"], {cwd: work});
  await commitAll("what is generated");
  await git("push", "--quiet", "--set-upstream", "origin", "main");
  await made.helm("djcd", "upgrade", "shop", "--write", folder, "--push", "-f", made.values);
  controller = startController(made, repository, PATH);
  await made.kubectl("wait", "--for=create", "deployment/shop-web-blue", "--timeout=60s");
  await made.kubectl("rollout", "status", "deployment/shop-web-blue", "--timeout=180s");
  await vi.waitFor(async () => expect(await served(made)).toEqual(["v1"]), {timeout: 60_000, interval: 1000});
}

async function git(...words: string[]): Promise<string> {
  return (await execa("git", words, {cwd: work})).stdout;
}

async function commitAll(message: string): Promise<void> {
  await git("add", "--all");
  await git("commit", "--quiet", "--message", message);
}

/** Subjects of the commits since one, oldest first. */
async function subjects(since: string): Promise<string[]> {
  return (await git("log", "--reverse", "--format=%s", `${since}..HEAD`)).split("\n").filter(Boolean);
}

/** Somebody else's commit, from a clone of their own. */
async function annCommits(file: string, message: string, change: (text: string) => string): Promise<void> {
  const clone = temporaryFolder("ann");
  const there = (...words: string[]) => execa("git", words, {cwd: clone});
  await there("clone", "--quiet", repository, ".");
  await there("config", "user.email", "ann@example.com");
  await there("config", "user.name", "Ann");
  const path = join(clone, PATH, file);
  writeFileSync(path, change(readFileSync(path, "utf8")));
  await there("commit", "--quiet", "--all", "--message", message);
  await there("push", "--quiet");
}

const head = (): Promise<string> => git("rev-parse", "HEAD");

const pushed = (verb: string, ...words: string[]): Promise<string> =>
  world().helm("djcd", verb, "shop", ...words, "--write", folder, "--push");

const status = async () => JSON.parse(await world().helm("djcd", "status", "shop", "--read", folder, "-o", "json"));

const replicas = (slot: string): Promise<string> =>
  world().kubectl("get", "deployment", `shop-web-${slot}`, "-o", "jsonpath={.spec.replicas}");

const migrations = async (): Promise<string[]> => {
  const jobs = await world().kubectl("get", "jobs", "-l", "djcd.io/role=migrate", "-o", "json");
  const {items} = JSON.parse(jobs) as {items: {metadata: {labels: {slot: string}}; status: {succeeded?: number}}[]};
  return items.map(({metadata, status: {succeeded = 0}}) => `${metadata.labels.slot} ${succeeded}`).sort();
};

tell("from the first day blue is live, green is idle, and Helm has no release", async () => {
  expect(await status()).toMatchObject({phase: "stable", number: 0, weights: {blue: 100, green: 0}, notes: []});
  expect(await replicas("green")).toBe("0");
  expect(await migrations()).toEqual(["blue 1"]);
  expect(await world().helm("list", "--short")).toBe("");
});

tell("a canary goes through commits by itself, its migration runs once, and no live pod is touched", async () => {
  const [before, since] = [await world().pods("blue"), await head()];
  await pushed("upgrade", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "25,50,100", "--pause", "5s");
  expect(await subjects(since)).toEqual([
    "shop #1: green gets localhost/shop:v2",
    "shop #1: blue 75 %, green 25 %",
    "shop #1: blue 50 %, green 50 %",
    "shop #1: blue 0 %, green 100 %",
  ]);
  expect(await git("rev-parse", "origin/main")).toBe(await head());
  expect(await status()).toMatchObject({phase: "warm", number: 1, weights: {blue: 0, green: 100}, notes: []});
  expect(await migrations()).toEqual(["blue 1", "green 1"]);
  expect(await served(world())).toEqual(["v2"]);
  expect(await world().pods("blue")).toEqual(before);
});

tell("a warm rollback is two commits: back to the pods that were live before, and the rejected one down", async () => {
  const [before, since] = [await world().pods("blue"), await head()];
  await pushed("rollback");
  expect(await subjects(since)).toEqual(["shop #1: blue 100 %", "shop #1: scale green to 0, its requests end first"]);
  expect(await served(world())).toEqual(["v1"]);
  expect(await world().pods("blue")).toEqual(before);
  expect(await world().pods("green")).toEqual({});
});

tell("without --push each command writes one step for a commit, and the same command again goes on", async () => {
  const words = ["upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green", "--write", folder];
  expect(await world().helm("djcd", ...words)).toContain(`written: ${folder}/green.yaml`);
  expect(await replicas("green")).toBe("0");
  await commitAll("green, by a person");
  await git("push", "--quiet");
  expect(await world().helm("djcd", ...words)).toContain(`written: ${folder}/front.yaml`);
  await commitAll("the route knows green, by a person");
  await git("push", "--quiet");
  expect(await world().helm("djcd", ...words)).toContain(
    `helm -n ${world().namespace} djcd promote shop --write ${folder}`,
  );
  expect(await status()).toMatchObject({phase: "candidate", number: 2, weights: {blue: 100, green: 0}});
});

tell("promote and finish: the version before goes down, and its Job with it", async () => {
  await pushed("promote");
  expect(await served(world())).toEqual(["v2"]);
  await pushed("finish");
  expect(await status()).toMatchObject({phase: "stable", number: 2, weights: {blue: 0, green: 100}, notes: []});
  expect(await replicas("blue")).toBe("0");
  expect(await migrations()).toEqual(["green 1"]);
});

tell("a cold rollback takes the version from the idle slot's file", async () => {
  await pushed("rollback");
  expect(await served(world())).toEqual(["v1"]);
  await pushed("finish");
  expect(await status()).toMatchObject({phase: "stable", number: 3, weights: {blue: 100, green: 0}});
});

tell("a version that cannot start goes back by commits, and live does not notice", async () => {
  const [before, since] = [await world().pods("blue"), await head()];
  const words = ["djcd", "upgrade", "shop", "--set", "image.tag=v2,image.repository=localhost/none"];
  const ran = await world().tryHelm(...words, "--write", folder, "--push");
  expect({code: ran.code, commits: await subjects(since)}).toEqual({code: 3, commits: []});
  const broken = ["djcd", "upgrade", "shop", "--set", "web.health.path=/no-such-page,web.health.startupSeconds=5"];
  const failed = await world().tryHelm(...broken, "--write", folder, "--push", "--timeout", "3m");
  expect({code: failed.code, commits: await subjects(since)}).toEqual({
    code: 3,
    commits: ["shop #4: green gets localhost/shop:v1", "shop #4: scale green to 0, its requests end first"],
  });
  expect(await world().pods("blue")).toEqual(before);
  expect(await status()).toMatchObject({phase: "stable", number: 3, weights: {blue: 100, green: 0}});
});

tell("somebody's commit in the middle is told, and nothing goes on over it", async () => {
  await pushed("upgrade", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "25,100", "--pause=");
  await annCommits("front.yaml", "more for green", (text) =>
    text.replace("green: 25", "green: 60").replace("blue: 75", "blue: 40"),
  );
  const words = ["djcd", "promote", "shop", "--write", folder, "--push"];
  const {code, stderr} = await world().tryHelm(...words);
  expect({code, stderr}).toEqual({
    code: 4,
    stderr: expect.stringMatching(/front\.yaml, in [0-9a-f]+ by Ann \("more for green"\) while #4 is out/),
  });
  expect(await git("log", "-1", "--format=%s")).toBe("more for green");
});

tell("the way back stands open all the same", async () => {
  await pushed("rollback", "--reason", "too fast");
  expect(await status()).toMatchObject({phase: "stable", number: 4, weights: {blue: 100, green: 0}});
  expect(await served(world())).toEqual(["v1"]);
});

tell("so is one that comes while djcd waits, in whatever it changes", async () => {
  const words = ["djcd", "upgrade", "shop", "--set", "image.tag=v2", "--write", folder, "--push"];
  expect(await world().tryHelm(...words)).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/#4 is this version, and was rejected by .*: too fast/),
  });
  const canary = ["--again", "--strategy", "canary", "--steps", "25,100", "--pause", "30s"];
  const running = world().tryHelm(...words, ...canary);
  const newest = async () => (await execa("git", ["log", "-1", "--format=%s", "main"], {cwd: repository})).stdout;
  await vi.waitFor(async () => expect(await newest()).toBe("shop #5: blue 75 %, green 25 %"), {
    timeout: 180_000,
    interval: 1000,
  });
  await annCommits("blue.yaml", "seen", (text) => `${text}# Seen.\n`);
  expect(await running).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(
      /was changed by somebody else in the middle of this command: [0-9a-f]+ by Ann \("seen"\)/,
    ),
  });
  expect(await status()).toMatchObject({phase: "candidate", number: 5, weights: {blue: 75, green: 25}});
  await pushed("rollback");
  expect(readFileSync(join(folder, "blue.yaml"), "utf8")).toContain("# Seen.");
});

end();

test("the controller had no trouble", () => {
  expect(controller?.troubles).toEqual([]);
});
