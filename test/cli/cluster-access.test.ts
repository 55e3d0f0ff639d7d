import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {helms} from "../binaries.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Listener, listen, type Seen} from "./listener.ts";
import {installPlugin, type PluginHelm, runLauncher} from "./plugin.ts";

// `helm --kube-context prod djcd promote` must not move the route of one cluster and record on another: whatever Helm
// is told, our own client and Helm dial the same address as the same user.

let listeners: Readonly<Record<Where, Listener>>;
let helm: Readonly<Record<"helm3" | "helm4", PluginHelm>>;
let binaries: Readonly<Record<"helm3" | "helm4", string>>;
let kubeconfigs: string;

const FOLDER = temporaryFolder("access");

beforeAll(async () => {
  binaries = await helms();
  listeners = {
    first: await listen(),
    second: await listen(),
    third: await listen(),
    named: await listen("DNS:api.example"),
  };
  helm = {helm3: await installPlugin(binaries.helm3), helm4: await installPlugin(binaries.helm4)};
  const one = writeKubeconfig("one", listeners.first, "token-one");
  // The same names again: Helm takes the first file's.
  const two = writeKubeconfig("two", listeners.second, "token-two", "one");
  const three = writeKubeconfig("three", listeners.named, "token-three");
  kubeconfigs = [one, two, three, join(FOLDER, "missing")].join(":");
});

afterAll(() => {
  for (const listener of Object.values(listeners)) listener.close();
  for (const one of Object.values(helm)) one.remove();
});

function writeKubeconfig(name: string, {url, certificate}: Listener, token: string, shared?: string): string {
  const path = join(FOLDER, name);
  const names = shared ? [shared, name] : [name];
  writeFileSync(
    path,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": name,
      clusters: names.map((each) => ({name: each, cluster: {server: url, "certificate-authority": certificate}})),
      users: names.map((each) => ({name: each, user: {token}})),
      contexts: names.map((each) => ({name: each, context: {cluster: each, user: each, namespace: "shop"}})),
    }),
  );
  return path;
}

type Where = "first" | "second" | "third" | "named";

interface Row {
  readonly given: string;
  readonly flags: () => string[];
  readonly env?: () => Record<string, string>;
  readonly dials: Where;
  readonly as: Partial<Seen>;
}

const ROWS: readonly Row[] = [
  {given: "nothing", flags: () => [], dials: "first", as: {authorization: "Bearer token-one"}},
  {
    given: "--kube-context",
    flags: () => ["--kube-context", "two"],
    dials: "second",
    as: {authorization: "Bearer token-two"},
  },
  {
    given: "HELM_KUBECONTEXT",
    flags: () => [],
    env: () => ({HELM_KUBECONTEXT: "two"}),
    dials: "second",
    as: {authorization: "Bearer token-two"},
  },
  {
    given: "--kube-apiserver and --kube-ca-file",
    flags: () => ["--kube-apiserver", listeners.third.url, "--kube-ca-file", listeners.third.certificate],
    dials: "third",
    as: {authorization: "Bearer token-one"},
  },
  {
    given: "--kube-insecure-skip-tls-verify=true for a server whose authority nobody knows",
    flags: () => ["--kube-apiserver", listeners.third.url, "--kube-insecure-skip-tls-verify=true"],
    dials: "third",
    as: {authorization: "Bearer token-one"},
  },
  {
    given: "--kube-tls-server-name",
    flags: () => ["--kube-context", "three", "--kube-tls-server-name", "api.example"],
    dials: "named",
    as: {authorization: "Bearer token-three"},
  },
  {given: "--kube-token", flags: () => ["--kube-token", "other"], dials: "first", as: {authorization: "Bearer other"}},
  {given: "--kube-as-user", flags: () => ["--kube-as-user", "ann"], dials: "first", as: {asUser: "ann"}},
  {
    given: "--kube-as-group twice",
    flags: () => ["--kube-as-user", "ann", "--kube-as-group", "dev", "--kube-as-group", "ops"],
    dials: "first",
    as: {asUser: "ann", asGroups: ["dev", "ops"]},
  },
  {
    given: "--kubeconfig",
    flags: () => ["--kubeconfig", join(FOLDER, "two")],
    dials: "second",
    as: {authorization: "Bearer token-two"},
  },
];

describe.each(["helm3", "helm4"] as const)("through %s", (major) => {
  test.each(ROWS)(
    "given $given, the plugin and Helm dial the same cluster as the same user",
    async ({flags, env, dials, as}) => {
      const variables = {KUBECONFIG: kubeconfigs, ...env?.()};
      const byHelm = await recorded(() => helm[major].run(["list", ...flags()], variables));
      const byPlugin = await recorded(() => helm[major].run(["djcd", "status", "shop", ...flags()], variables));
      expect(byHelm).toEqual({where: [dials], as: expect.objectContaining(as)});
      expect(byPlugin).toEqual(byHelm);
    },
  );
});

test.each(ROWS)("without Helm, given $given, the launcher dials where Helm would", async ({flags, env, dials, as}) => {
  const variables = {KUBECONFIG: kubeconfigs, HELM_BIN: binaries.helm3, ...env?.()};
  const found = await recorded(() => runLauncher(["status", "shop", ...flags()], variables));
  expect(found).toEqual({where: [dials], as: expect.objectContaining(as)});
});

test("without any cluster the error names the kubeconfig that was looked at", async () => {
  const {code, stderr} = await runLauncher(["status", "shop"], {KUBECONFIG: "/no/such/file", HELM_BIN: binaries.helm3});
  expect({code, stderr}).toEqual({
    code: 1,
    stderr: "Error: no cluster: /no/such/file names none. Set KUBECONFIG, or type: kubectl config get-contexts",
  });
});

/** Which listeners were asked while something ran, and as whom. */
async function recorded(run: () => Promise<unknown>): Promise<{where: string[]; as: Seen | undefined}> {
  for (const {seen} of Object.values(listeners)) seen.length = 0;
  await run();
  const asked = Object.entries(listeners).filter(([, {seen}]) => seen.length > 0);
  return {where: asked.map(([name]) => name), as: asked[0]?.[1].seen[0]};
}
