import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {helms} from "../binaries.ts";
import {secret} from "../fixtures/worlds/api.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {kubeconfigOf, type Listener, listen} from "./listener.ts";
import {installPlugin, type PluginHelm} from "./plugin.ts";

let server: Listener;
let kubeconfig: string;
let helm: Readonly<Record<"helm3" | "helm4", PluginHelm>>;

const service = (release: string): KubeObject => {
  const labels = {"app.kubernetes.io/instance": release, "helm.sh/chart": "shop-1.0.0"};
  return {apiVersion: "v1", kind: "Service", metadata: {name: `${release}-live`, labels}};
};

const filling = (slot: string, number: number, revision: number): KubeObject =>
  secret(`shop-${slot}`, {part: "slot", image: {tag: `v${number}`}, rollout: {number, revision}}, revision);

/** A namespace `web` with two releases, of which `shop` has had rollouts. */
function answer(path: string): unknown {
  if (path.startsWith("/api/v1/namespaces/web/services?labelSelector=djcd.io/role=live-service"))
    return {kind: "List", items: [service("shop"), service("till")]};
  if (path.startsWith("/api/v1/namespaces/web/secrets?labelSelector=owner=helm,name in (shop-blue,shop-green)"))
    return {
      kind: "List",
      items: [filling("blue", 0, 1), filling("green", 1, 1), filling("blue", 12, 2), filling("blue", 12, 3)],
    };
  return undefined;
}

beforeAll(async () => {
  const {helm3, helm4} = await helms();
  server = await listen("IP:127.0.0.1", answer);
  kubeconfig = join(temporaryFolder("completion"), "config");
  writeFileSync(kubeconfig, kubeconfigOf(server));
  helm = {helm3: await installPlugin(helm3), helm4: await installPlugin(helm4)};
});

afterAll(() => {
  server.close();
  for (const one of Object.values(helm)) one.remove();
});

/** What Helm offers for a line; `_` is a word that was not begun. Helm's own flags are left out. */
async function offered(major: "helm3" | "helm4", line: string, config = kubeconfig): Promise<string[]> {
  const words = line.split(" ").map((word) => (word === "_" ? "" : word));
  const {code, stdout} = await helm[major].run(["__complete", ...words], {KUBECONFIG: config});
  expect(code).toBe(0);
  return stdout.split("\n").filter((one) => !/^--(kube|reg|repo|burst|qps|colou?r|content|debug|name)/.test(one));
}

describe.each(["helm3", "helm4"] as const)("through %s", (major) => {
  test.each([
    ["djcd pro", ["promote\tMake the candidate live, at once", ":4"]],
    [
      "djcd status --",
      [
        "--output\thow to print",
        "--read\tGitOps: the folder with the values files of the release",
        "--watch\tlook again every second, and take keys in a terminal; Ctrl-C ends it",
        ":4",
      ],
    ],
    ["djcd upgrade shop --strategy _", ["blue-green", "canary", ":4"]],
    ["djcd status --output=j", ["--output=json", ":4"]],
    ["-n web djcd promote _", ["shop\tchart shop-1.0.0", "till\tchart shop-1.0.0", ":4"]],
    ["-n web djcd promote t", ["till\tchart shop-1.0.0", ":4"]],
    ["-n web djcd rollback shop --to _", ["12\tshop:v12", "1\tshop:v1", "0\tshop:v0", ":4"]],
    ["-n web djcd rollback shop --to=1", ["--to=12\tshop:v12", "--to=1\tshop:v1", ":4"]],
    ["-n web djcd rollback --to _", [":4"]],
    ["djcd promote _", [":4"]],
    ["djcd upgrade shop _", [":0"]],
    ["djcd no-such _", [":4"]],
  ])("%s", async (line, expected) => expect(await offered(major, line)).toEqual(expected));

  test("without a cluster nothing is offered, and nothing said", async () => {
    expect(await offered(major, "djcd promote _", "/no/such/file")).toEqual([":4"]);
  });
});
