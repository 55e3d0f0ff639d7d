import {mkdirSync, readFileSync, symlinkSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import {HOME} from "../cli/plugin.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {served, status} from "./story.ts";
import {makeWorld, V3_RENAMES, type World} from "./world.ts";

// What the generated pipelines run to release, run: the very lines of the example's, on the real cluster.

let world: World;
let shell: (script: string, env: Readonly<Record<string, string>>) => Promise<string>;

beforeAll(async () => {
  world = await makeWorld({name: "pipelines", helm: "helm4", router: "service", cpu: "50m"});
  await world.install();
  shell = await runner();
});

afterAll(() => world?.remove());

const told = (title: string, part: () => Promise<void>): void =>
  test(title, async () => {
    onTestFailed(async () => console.log(await world.explain()));
    await part();
  });

/** A machine as CI has it: a checkout, Helm with djcd, and a kubeconfig. */
async function runner(): Promise<typeof shell> {
  const folder = temporaryFolder("runner");
  const [bin, checkout] = [join(folder, "bin"), join(folder, "checkout")];
  mkdirSync(bin);
  mkdirSync(join(checkout, "charts"), {recursive: true});
  symlinkSync(world.cluster.helm4, join(bin, "helm"));
  symlinkSync(world.chart, join(checkout, "charts", "shop"));
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    KUBECONFIG: world.cluster.kubeconfig,
    HELM_NAMESPACE: world.namespace,
    HELM_DATA_HOME: join(folder, "data"),
    HELM_CONFIG_HOME: join(folder, "config"),
    HELM_CACHE_HOME: join(folder, "cache"),
  };
  await execa("helm", ["plugin", "install", HOME], {env});
  return async (script, more) => {
    const options = {env: {...env, ...more}, cwd: checkout, stdin: "ignore"} as const;
    return (await execa("bash", ["-eo", "pipefail", "-c", script], options)).stdout;
  };
}

interface Workflow {
  readonly jobs: Readonly<Record<string, {readonly steps: readonly {readonly run?: string}[]}>>;
}

const example = (path: string): unknown => yaml.load(readFileSync(join(HOME, "examples", "shop", path), "utf8"));

/** What a job of the workflow runs in its last step. */
function github(job: string): string {
  const {jobs} = example(".github/workflows/deliver.yml") as Workflow;
  return jobs[job]?.steps.at(-1)?.run ?? expect.fail(`${job} runs nothing`);
}

/** What a job of the pipeline runs, once its tools are there. */
function gitlab(job: string): string {
  const jobs = example(".gitlab/deliver.yml") as Record<string, {readonly script: readonly string[]}>;
  return jobs[job]?.script.join("\n") ?? expect.fail(`${job} runs nothing`);
}

told("GitHub: upgrade hands its outcome on, and promote acts on that rollout", async () => {
  const GITHUB_OUTPUT = join(temporaryFolder("output"), "output");
  const image = {NAME: "localhost/shop", GITHUB_SHA: "v2", DIGEST: ""};
  await shell(github("upgrade"), {...image, FLAGS: "--timeout 4m --strategy blue-green", GITHUB_OUTPUT});
  expect(readFileSync(GITHUB_OUTPUT, "utf8")).toBe("outcome=waiting for a person\nrollout=1\n");
  expect(await status(world)).toMatchObject({phase: "candidate", weights: {blue: 100, green: 0}});
  await shell(github("promote"), {ROLLOUT: "1"});
  expect(await served(world)).toEqual(["v2"]);
});

told("GitHub: rollback takes the version back, and says why", async () => {
  await shell(github("rollback"), {REASON: "orders fail; $(touch spoilt) `touch spoilt`"});
  expect(await served(world)).toEqual(["v1"]);
  expect(await world.helm("djcd", "history", "shop")).toContain("orders fail; $(touch spoilt) `touch spoilt`");
  expect(await shell("ls", {})).not.toContain("spoilt");
});

told("GitLab: upgrade hands the rollout on, promote acts on it, and rollback takes it back", async () => {
  const image = {CI_REGISTRY_IMAGE: "localhost/shop", CI_COMMIT_SHA: "v3", IMAGE_DIGEST: ""};
  const said = await shell(gitlab("upgrade"), {...image, DJCD_UPGRADE_FLAGS: `--timeout 4m --accept ${V3_RENAMES}`});
  expect(JSON.parse(said)).toMatchObject({outcome: "waiting for a person", rollout: 2});
  expect(await shell("cat upgrade.env", {})).toBe("ROLLOUT=2");
  await shell(gitlab("promote"), {ROLLOUT: "2"});
  expect(await served(world)).toEqual(["v3"]);
  await shell(gitlab("rollback"), {DJCD_REASON: "asked for"});
  expect(await served(world)).toEqual(["v1"]);
});

told("what is refused fails the job, and says so in its log", async () => {
  await expect(shell(gitlab("promote"), {ROLLOUT: "9"})).rejects.toMatchObject({exitCode: 4});
  const image = {
    CI_REGISTRY_IMAGE: "localhost/shop",
    CI_COMMIT_SHA: "v3",
    IMAGE_DIGEST: "",
    DJCD_UPGRADE_FLAGS: "--yes",
  };
  const refused = shell(gitlab("upgrade"), image);
  await expect(refused).rejects.toMatchObject({exitCode: 4, stdout: expect.stringContaining('"rejected"')});
});
