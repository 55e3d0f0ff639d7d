import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {afterAll, beforeAll, expect, onTestFailed, test} from "vitest";
import type {Ran} from "../cli/plugin.ts";
import {apply} from "../cluster/kubectl.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {status} from "./story.ts";
import {makeWorld, type World} from "./world.ts";

// The Role that `doctor --role` prints is enough for a whole rollout, and whoever has less is told what is missing
// before anything changes.

interface Role {
  readonly kind: "Role";
  readonly rules: readonly {readonly resources: readonly string[]; readonly verbs: readonly string[]}[];
}

let world: World;
let role: Role;
let kubeconfig: string;

beforeAll(async () => {
  world = await makeWorld({name: "rights", helm: "helm4", router: "gateway-api", cpu: "50m"});
  await world.install();
  await world.kubectl("create", "serviceaccount", "djcd");
  const [printed, binding] = yaml.loadAll(await world.helm("djcd", "doctor", "--role")) as [Role, object];
  role = printed;
  await apply(world.cluster, [role, binding]);
  kubeconfig = await kubeconfigOf(world);
});

afterAll(() => world?.remove());

test("with the whole Role a version goes out, live, and back", async () => {
  onTestFailed(async () => console.log(await world.explain()));
  await succeed("djcd", "upgrade", "shop", "--set", "image.tag=v2", "--strategy", "blue-green");
  await succeed("djcd", "promote");
  await succeed("djcd", "rollback");
  await succeed("djcd", "doctor", "shop");
  expect(await status(world)).toMatchObject({phase: "stable", weights: {blue: 100, green: 0}});
});

/** What a release of this chart with this router does without. */
const UNNEEDED = ["gateways", "podmonitors", "prometheusrules", "statefulsets", "statefulsets/scale"];

test("without any one of its rules the command says which verb on which resource is missing, and changes nothing", async () => {
  const live = await world.pods("blue");
  const before = await history();
  const said: Record<string, string> = {};
  for (const rule of role.rules.filter(({resources}) => !UNNEEDED.includes(resources[0] ?? ""))) {
    await grant(role.rules.filter((one) => one !== rule));
    const {code, stderr} = await asAccount("djcd", "upgrade", "shop", "--set", "image.tag=v1,web.replicas=1");
    said[rule.resources[0] ?? ""] = `${code === 0 ? "done" : "refused"}: ${stderr.split("\n")[0]}`;
  }
  await grant(role.rules);
  for (const [resource, line] of Object.entries(said))
    expect(line).toMatch(
      new RegExp(
        `^refused: Error: you have no right to [a-z, ]+ ${resource}(\\.\\S+)? in namespace e2e-rights\\. The Role`,
      ),
    );
  expect(await history()).toEqual(before);
  expect(await world.pods("blue")).toEqual(live);
});

test("the doctor fails where a right is missing, and says which", async () => {
  await grant(role.rules.filter(({resources}) => resources[0] !== "deployments/scale"));
  const {code, stdout} = await asAccount("djcd", "doctor", "shop");
  await grant(role.rules);
  expect({code, stdout}).toEqual({
    code: 1,
    stdout: expect.stringContaining("fail  you have no right to patch deployments/scale.apps in namespace e2e-rights."),
  });
});

/** Gives the account these rules, and waits until the API server goes by them. */
async function grant(rules: Role["rules"]): Promise<void> {
  await apply(world.cluster, [{...role, rules}]);
  await new Promise((resolve) => setTimeout(resolve, 1000));
}

function asAccount(...args: readonly string[]): Promise<Ran> {
  return world.tryHelm("--kubeconfig", kubeconfig, ...args);
}

async function succeed(...args: readonly string[]): Promise<void> {
  const {code, stdout, stderr} = await asAccount(...args);
  expect({code, said: code === 0 ? "" : `${stdout}${stderr}`}, args.join(" ")).toEqual({code: 0, said: ""});
}

async function history(): Promise<string[]> {
  return Promise.all(["shop", "shop-blue", "shop-green"].map((name) => world.helm("history", name, "-o", "json")));
}

/** A kubeconfig with the account's token in place of the administrator's certificate. */
async function kubeconfigOf({cluster, kubectl, namespace}: World): Promise<string> {
  const {stdout} = await execa(cluster.kubectl, ["config", "view", "--raw", "--minify", "-o", "json"], {
    env: {KUBECONFIG: cluster.kubeconfig},
  });
  const config = JSON.parse(stdout) as {users: {name: string}[]; contexts: {context: {namespace?: string}}[]};
  const token = (await kubectl("create", "token", "djcd", "--duration=1h")).trim();
  const users = config.users.map(({name}) => ({name, user: {token}}));
  const contexts = config.contexts.map((one) => ({...one, context: {...one.context, namespace}}));
  const file = join(temporaryFolder("account"), "kubeconfig");
  writeFileSync(file, JSON.stringify({...config, users, contexts}), {mode: 0o600});
  return file;
}
