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

/** The commit without a file. */
const WOKEN = "shop: nothing new, for the controller to look again";

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

interface Policy {
  readonly group: string;
  readonly resource: string;
  readonly expression: string;
  readonly message: string;
  /** Words of kubectl that ask whether it is in force, and change nothing. */
  readonly asks: readonly string[];
}

/** A policy of those who run the cluster, for this namespace alone. In force when it comes back; so is its end. */
async function policy({group, resource, expression, message, asks}: Policy): Promise<() => Promise<void>> {
  const {namespace, kubectl} = world();
  const name = `${namespace}-${resource}`;
  const rule = {apiGroups: [group], apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources: [resource]};
  const here = {namespaceSelector: {matchLabels: {"kubernetes.io/metadata.name": namespace}}};
  const of = (kind: string, spec: object) => ({
    apiVersion: "admissionregistration.k8s.io/v1",
    kind,
    metadata: {name},
    spec,
  });
  const objects = [
    of("ValidatingAdmissionPolicy", {
      failurePolicy: "Fail",
      matchConstraints: {resourceRules: [rule]},
      validations: [{expression, message}],
    }),
    of("ValidatingAdmissionPolicyBinding", {policyName: name, validationActions: ["Deny"], matchResources: here}),
  ];
  const file = join(temporaryFolder("policy"), "policy.yaml");
  writeFileSync(file, objects.map((object) => yaml.dump(object)).join("---\n"));
  const asked = (): Promise<string> =>
    kubectl(...asks, "--dry-run=server").then(
      () => "taken",
      () => "refused",
    );
  const becomes = (answer: string) =>
    vi.waitFor(async () => expect(await asked()).toBe(answer), {timeout: 60_000, interval: 500});
  await kubectl("apply", "-f", file);
  await becomes("refused");
  return async () => {
    await kubectl("delete", "-f", file);
    await becomes("taken");
  };
}

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

tell(
  "a warm rollback that a slow controller leaves behind is told, and typed again: the pods from before, the rejected one down",
  async () => {
    const [before, since] = [await world().pods("blue"), await head()];
    controller?.polls(3_600_000);
    const words = ["djcd", "rollback", "shop", "--write", folder, "--push", "--timeout", "2s"];
    expect(await world().tryHelm(...words)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /the cluster does not follow .*: the route says blue 0 %, green 100 %, written is blue 100 %/,
      ),
    });
    expect((await status()).notes).toEqual([
      expect.stringMatching(
        /front\.yaml \([0-9a-f]+ by djcd \("shop #1: blue 100 %"\)\) is not applied yet: the route says/,
      ),
      "green is idle and still has pods: a command was interrupted. Type: " +
        `helm -n ${world().namespace} djcd finish shop --write ${folder}`,
    ]);
    const back = pushed("rollback");
    const newest = async () => (await execa("git", ["log", "-1", "--format=%s", "main"], {cwd: repository})).stdout;
    await vi.waitFor(async () => expect(await newest()).toBe(WOKEN), {timeout: 60_000, interval: 250});
    controller?.polls(1000);
    await back;
    expect(await subjects(since)).toEqual([
      "shop #1: blue 100 %",
      WOKEN,
      "shop #1: scale green to 0, its requests end first",
    ]);
    expect(await served(world())).toEqual(["v1"]);
    expect(await world().pods("blue")).toEqual(before);
    expect(await world().pods("green")).toEqual({});
  },
);

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
    commits: [
      "shop #4: green gets localhost/shop:v1",
      "shop #4: blue 100 %",
      "shop #4: scale green to 0, its requests end first",
    ],
  });
  expect(await world().pods("blue")).toEqual(before);
  expect(await status()).toMatchObject({phase: "stable", number: 4, weights: {blue: 100, green: 0}});
});

tell(
  "a version that a policy refuses goes back by itself, in the policy's words, and leaves nothing to be refused",
  async () => {
    const [before, since] = [await world().pods("blue"), await head()];
    const lift = await policy({
      group: "apps",
      resource: "deployments",
      expression: "!object.spec.template.spec.containers.exists(c, c.image.endsWith(':v2'))",
      message: "v2 is banned",
      asks: ["create", "deployment", "asked", "--image=localhost/shop:v2"],
    });
    const failed = await world().tryHelm(
      "djcd",
      "upgrade",
      "shop",
      "--set",
      "image.tag=v2",
      "--write",
      folder,
      "--push",
    );
    await lift();
    expect({code: failed.code, says: failed.stderr, commits: await subjects(since)}).toEqual({
      code: 3,
      says: expect.stringMatching(/Error: the API server refuses Deployment shop-web-green: .*v2 is banned/),
      commits: [
        "shop #5: green gets localhost/shop:v2",
        "shop #5: blue 100 %",
        "shop #5: scale green to 0, its requests end first",
      ],
    });
    expect(controller?.refused.join("\n")).toContain("v2 is banned");
    await vi.waitFor(() => expect(controller?.isAtRest()).toBe(true), {timeout: 60_000, interval: 500});
    expect(await world().pods("blue")).toEqual(before);
    expect(await status()).toMatchObject({phase: "stable", number: 5, weights: {blue: 100, green: 0}, notes: []});
  },
);

tell("somebody's commit in the middle is told, and nothing goes on over it", async () => {
  await pushed("upgrade", "--set", "image.tag=v2", "--strategy", "canary", "--steps", "25,100", "--pause=");
  await annCommits("front.yaml", "more for green", (text) =>
    text.replace("green: 25", "green: 60").replace("blue: 75", "blue: 40"),
  );
  const words = ["djcd", "promote", "shop", "--write", folder, "--push"];
  const {code, stderr} = await world().tryHelm(...words);
  expect({code, stderr}).toEqual({
    code: 4,
    stderr: expect.stringMatching(/front\.yaml, in [0-9a-f]+ by Ann \("more for green"\) while #6 is out/),
  });
  expect(await git("log", "-1", "--format=%s")).toBe("more for green");
});

tell("the way back stands open all the same", async () => {
  await pushed("rollback", "--reason", "too fast");
  expect(await status()).toMatchObject({phase: "stable", number: 6, weights: {blue: 100, green: 0}});
  expect(await served(world())).toEqual(["v1"]);
});

tell("so is one that comes while djcd waits, in whatever it changes", async () => {
  const words = ["djcd", "upgrade", "shop", "--set", "image.tag=v2", "--write", folder, "--push"];
  expect(await world().tryHelm(...words)).toMatchObject({
    code: 4,
    stderr: expect.stringMatching(/#6 is this version, and was rejected by .*: too fast/),
  });
  const canary = ["--again", "--strategy", "canary", "--steps", "25,100", "--pause", "30s"];
  const running = world().tryHelm(...words, ...canary);
  const newest = async () => (await execa("git", ["log", "-1", "--format=%s", "main"], {cwd: repository})).stdout;
  await vi.waitFor(async () => expect(await newest()).toBe("shop #7: blue 75 %, green 25 %"), {
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
  expect(await status()).toMatchObject({phase: "candidate", number: 7, weights: {blue: 75, green: 25}});
  await pushed("rollback");
  expect(readFileSync(join(folder, "blue.yaml"), "utf8")).toContain("# Seen.");
});

tell(
  "a route that a policy refuses goes back as soon as it may, and a commit that was taken back is never applied",
  async () => {
    const canary = ["--again", "--strategy", "canary", "--steps", "25,100", "--pause="];
    await pushed("upgrade", "--set", "image.tag=v2", ...canary);
    const since = await head();
    const lift = await policy({
      group: "gateway.networking.k8s.io",
      resource: "httproutes",
      expression: "false",
      message: "routes are frozen",
      asks: ["annotate", "httproute", "shop", "asked=yes"],
    });
    const frozen = expect.stringMatching(/Error: the API server refuses HTTPRoute shop: .*routes are frozen/);
    const promoted = await world().tryHelm("djcd", "promote", "shop", "--write", folder, "--push");
    expect({code: promoted.code, says: promoted.stderr}).toEqual({code: 3, says: frozen});
    const greens: number[] = [];
    const watched = watchGreen(greens);
    await lift();
    await pushed("rollback");
    await vi.waitFor(() => expect(controller?.isAtRest()).toBe(true), {timeout: 60_000, interval: 500});
    await watched();
    expect([...new Set(greens)]).toEqual([25, 0]);
    const [number] = /#\d+/.exec(await git("log", "-1", "--format=%s")) ?? [];
    // The controller may be faster than whoever types the command again.
    expect((await subjects(since)).filter((subject) => subject !== WOKEN)).toEqual([
      `shop ${number}: blue 0 %, green 100 %`,
      `shop ${number}: blue 100 %`,
      `shop ${number}: scale green to 0, its requests end first`,
    ]);
    expect(await served(world())).toEqual(["v1"]);
  },
);

tell("history, the last steps and the report are those of git", async () => {
  const read = async (verb: string) =>
    JSON.parse(await world().helm("djcd", verb, "shop", "--read", folder, "-o", "json"));
  const found = (await read("history")) as {number: number; state: string; image: string; commit: string}[];
  expect(found.slice(-4).map(({number, state, image}) => `#${number} ${state} ${image}`)).toEqual([
    "#3 live localhost/shop:v1",
    "#2  localhost/shop:v2",
    "#1  localhost/shop:v2",
    "#0  localhost/shop:v1",
  ]);
  expect(await git("show", "--no-patch", "--format=%s", found.at(-3)?.commit ?? "")).toBe("green, by a person");
  expect((await status()).steps.at(-1).did).toMatch(/^shop #\d+: scale green to 0/);
  const report = JSON.parse(
    await world().helm("djcd", "report", "shop", "--rollout", "1", "--read", folder, "-o", "json"),
  ) as {entries: {did: string; traffic?: object}[]};
  expect(report.entries.map(({did, traffic}) => [did, traffic])).toEqual([
    ["green gets localhost/shop:v2", undefined],
    ["blue 75 %, green 25 %", {blue: 75, green: 25}],
    ["blue 50 %, green 50 %", {blue: 50, green: 50}],
    ["blue 0 %, green 100 %", {blue: 0, green: 100}],
    ["blue 100 %", {blue: 100}],
    // The commit that woke the controller has no file, and so is none of the rollout.
    ["scale green to 0, its requests end first", undefined],
  ]);
});

tell("an autoscaler that a commit turns on leaves the live pods as many as they are, and is told", async () => {
  const before = await world().pods("blue");
  await annCommits("blue.yaml", "more pods by themselves", (text) => {
    const values = yaml.load(text) as {web?: object};
    const autoscaling = {enabled: true, minReplicas: 2, maxReplicas: 4};
    return yaml.dump({...values, web: {...values.web, autoscaling}});
  });
  await git("pull", "--quiet");
  await vi.waitFor(() => expect(controller?.isAtRest()).toBe(true), {timeout: 60_000, interval: 500});
  expect({replicas: await replicas("blue"), pods: await world().pods("blue")}).toEqual({replicas: "2", pods: before});
  expect((await status()).notes.join("\n")).toMatch(
    /blue\.yaml \([0-9a-f]+ by Ann \("more pods by themselves"\)\) turns an autoscaler on: it comes with the next version/,
  );
});

/** What green has on the route, ten times a second, until it is asked to end. */
function watchGreen(seen: number[]): () => Promise<void> {
  let isOver = false;
  const path = "{.spec.rules[-1:].backendRefs[?(@.name=='shop-green')].weight}";
  const watching = (async () => {
    while (!isOver) {
      seen.push(Number((await world().kubectl("get", "httproute", "shop", "-o", `jsonpath=${path}`)) || "0"));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  })();
  return async () => {
    isOver = true;
    await watching;
  };
}

end();

test("the controller had no trouble", () => {
  expect(controller?.troubles).toEqual([]);
});
