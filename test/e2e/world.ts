import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import {ROUTERS, type RouterName} from "../../src/routers/routers.ts";
import {HOME, installPlugin, type PluginHelm, type Ran} from "../cli/plugin.ts";
import {apply, buildImage, type Cluster, createDatabase, dropDatabase, pythonImage, up} from "../cluster/index.ts";
import {type Load, startLoad} from "../load/load.ts";
import {untilServed} from "../load/until-served.ts";
import {temporaryFolder} from "../temporary-folder.ts";

export type Major = "helm3" | "helm4";

export interface WorldOptions {
  readonly name: string;
  readonly helm: Major;
  readonly router: RouterName;
  /** The Helm that installs it, where that is another one. */
  readonly bornOn?: Major;
  /** What each web pod asks of the node; little where there is no load. */
  readonly cpu?: string;
  /** Requests a second of its load; 30 leave the machine the time that a second story needs. */
  readonly rate?: number;
  /** More of what the team says of its installation. */
  readonly more?: object;
  /** More that the team says of its web component. */
  readonly web?: object;
  /** What the team has in the namespace before the release. */
  readonly before?: (cluster: Cluster, host: string) => readonly object[];
}

/** One release of the shop in a namespace and a database of its own, on the real cluster, driven by one real Helm. */
export interface World {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly host: string;
  readonly chart: string;
  /** File with what the team says about its installation. */
  readonly values: string;
  /** `helm install shop`, as the team does it once. */
  install(): Promise<void>;
  /** `helm ...` in the namespace; throws with everything that was printed unless it ends with 0. */
  helm(...args: readonly string[]): Promise<string>;
  /** The same, for commands that may fail. */
  tryHelm(...args: readonly string[]): Promise<Ran>;
  kubectl(...args: readonly string[]): Promise<string>;
  load(options?: {readonly rate?: number; readonly seconds?: number}): Promise<Load>;
  /** UID and restarts of each pod of a slot. */
  pods(slot: string): Promise<Readonly<Record<string, number>>>;
  /** What a person needs to see of a failure. */
  explain(): Promise<string>;
  remove(): Promise<void>;
}

export const VERSIONS = ["v1", "v2", "v3"] as const;

/** What v3 of the shop brings: code before it does not survive this, so its name is asked for. */
export const V3_RENAMES = "catalog.0004_product_description";

/** Makes a world: images, namespace, database, Secret, chart, plugin. */
export async function makeWorld({
  name,
  helm,
  router,
  bornOn = helm,
  cpu = "150m",
  rate = 30,
  more = {},
  web = {},
  before,
}: WorldOptions): Promise<World> {
  const cluster = await up((line) => console.log(line));
  for (const version of VERSIONS) await buildShop(version);
  const namespace = `e2e-${name}`;
  const folder = temporaryFolder("world");
  const plugin = await installPlugin(cluster[helm]);
  const kubectl = (...args: readonly string[]): Promise<string> => runKubectl(cluster, ["-n", namespace, ...args]);
  const host = `${name}.example.com`;
  await remakeNamespace(cluster, namespace);
  await makeSecret(cluster, kubectl, namespace);
  if (before) await apply(cluster, inNamespace(namespace, before(cluster, host)));
  const chart = await generateChart(folder);
  const tryHelm = (...args: readonly string[]): Promise<Ran> => runHelm(plugin, cluster, namespace, args);
  const values = writeValues(folder, cluster, {host, router, cpu, web, more});
  return {
    cluster,
    namespace,
    host,
    chart,
    values,
    install: async () => {
      const words = ["install", "shop", chart, "-n", namespace, "-f", values, "--wait", "--timeout", "3m"];
      await execa(cluster[bornOn], words, {env: {KUBECONFIG: cluster.kubeconfig}});
    },
    tryHelm,
    helm: async (...args) => orThrow(args, await tryHelm(...args)),
    kubectl,
    load: async (options = {}) => {
      await untilServed(cluster.url, host);
      return startLoad({url: cluster.url, host, rate, ...options});
    },
    pods: async (slot) =>
      podRestarts(await kubectl("get", "pods", "-l", `slot=${slot},app.kubernetes.io/component=web`, "-o", "json")),
    explain: () => explain(kubectl),
    remove: async () => {
      await runKubectl(cluster, ["delete", "namespace", namespace, "--wait=false"]);
      // The node is free when the pods are gone; what else a namespace holds may go while the next suite begins.
      await kubectl("wait", "pods", "--all", "--for=delete", "--timeout=120s");
      await dropDatabase(cluster, namespace);
      plugin.remove();
    },
  };
}

async function buildShop(version: string): Promise<void> {
  const buildArgs = {VERSION: version, BASE: pythonImage};
  await buildImage({name: `localhost/shop:${version}`, context: join(HOME, "examples", "shop"), buildArgs});
}

async function runKubectl({kubectl, kubeconfig}: Cluster, args: readonly string[]): Promise<string> {
  return (await execa(kubectl, [...args], {env: {KUBECONFIG: kubeconfig}, stdin: "ignore"})).stdout;
}

async function remakeNamespace(cluster: Cluster, namespace: string): Promise<void> {
  await runKubectl(cluster, ["delete", "namespace", namespace, "--ignore-not-found", "--wait=true", "--timeout=120s"]);
  await dropDatabase(cluster, namespace);
  await createDatabase(cluster, namespace);
  await runKubectl(cluster, ["create", "namespace", namespace]);
  await runKubectl(cluster, ["label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted"]);
}

async function makeSecret({postgres}: Cluster, kubectl: World["kubectl"], namespace: string): Promise<void> {
  const {host, port, user, password} = postgres;
  const url = `postgres://${user}:${password}@${host}:${port}/${namespace}`;
  const literals = [`--from-literal=DATABASE_URL=${url}`, "--from-literal=SECRET_KEY=not-secret-in-a-test"];
  await kubectl("create", "secret", "generic", "shop-env", ...literals);
}

export function inNamespace(namespace: string, objects: readonly object[]): object[] {
  return objects.map((object) => ({...object, metadata: {...(object as {metadata: object}).metadata, namespace}}));
}

async function generateChart(folder: string): Promise<string> {
  const chart = join(folder, "shop");
  const choices = join(folder, "djcd.yaml");
  writeFileSync(choices, withAllRouters(readFileSync(join(HOME, "examples", "shop", "djcd.yaml"), "utf8")));
  await execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), "generate", "-f", choices, "--out", chart]);
  return chart;
}

/** The example offers what `init` does; here each router has its world. */
function withAllRouters(djcdYaml: string): string {
  const menu = Object.keys(ROUTERS).map((router) => `  - ${router}\n`);
  return djcdYaml.replace(/^routers:\n( {2}- .*\n)+/m, `routers:\n${menu.join("")}`);
}

/** Short drains: the arithmetic of the real defaults is a unit test. */
function writeValues(
  folder: string,
  {gateway}: Cluster,
  {
    host,
    router,
    cpu,
    web,
    more,
  }: Pick<WorldOptions, "router"> & {
    readonly host: string;
    readonly cpu: string;
    readonly web: object;
    readonly more: object;
  },
): string {
  const file = join(folder, "values.json");
  const values = {
    image: {repository: "localhost/shop", tag: "v1"},
    hosts: [host],
    existingSecrets: ["shop-env"],
    config: {ALLOWED_HOSTS: host, CSRF_TRUSTED_ORIGINS: `https://${host}`},
    web: {
      replicas: 2,
      // A starved processor is no reason to take a pod out: this machine has two cores for everything.
      health: {path: "/healthz", timeoutSeconds: 10, failureThreshold: 6},
      drain: {preStopSeconds: 3, gracefulSeconds: 10},
      server: {workers: 1, threads: 8},
      resources: {requests: {cpu, memory: "64Mi"}},
      ...web,
    },
    router,
    ...valuesOfRouter(gateway)[router],
    // Little is measured in most worlds, and a container more in each pod costs time.
    metrics: {enabled: false},
    ...more,
  };
  writeFileSync(file, JSON.stringify(values, null, 2));
  return file;
}

const valuesOfRouter = (gateway: Cluster["gateway"]): Record<RouterName, object> => ({
  service: {ingress: {enabled: true, className: "traefik"}},
  "gateway-api": {gateway: {parentRefs: [gateway]}},
  nginx: {nginx: {className: "nginx"}},
  existing: {route: {existing: "public"}},
});

function runHelm(plugin: PluginHelm, cluster: Cluster, namespace: string, args: readonly string[]): Promise<Ran> {
  return plugin.run(["--namespace", namespace, ...args], {KUBECONFIG: cluster.kubeconfig});
}

function orThrow(args: readonly string[], {code, stdout, stderr}: Ran): string {
  if (code === 0) return stdout;
  throw new Error(`helm ${args.join(" ")} ended with ${code}\n${stdout}\n${stderr}`);
}

interface ShownPod {
  readonly metadata: {readonly uid: string};
  readonly status: {readonly phase?: string; readonly containerStatuses?: readonly {readonly restartCount: number}[]};
}

/** A pod that has ended takes no request, and its object goes when the kubelet has told. */
function podRestarts(json: string): Readonly<Record<string, number>> {
  const {items} = JSON.parse(json) as {items: readonly ShownPod[]};
  const running = items.filter(({status}) => !["Succeeded", "Failed"].includes(status.phase ?? ""));
  return Object.fromEntries(
    running.map(({metadata, status}) => [
      metadata.uid,
      (status.containerStatuses ?? []).reduce((sum, {restartCount}) => sum + restartCount, 0),
    ]),
  );
}

async function explain(kubectl: World["kubectl"]): Promise<string> {
  const asked = [
    ["get", "all,ingress,httproute,configmap", "-o", "wide"],
    ["get", "events", "--sort-by=.lastTimestamp"],
    ["describe", "pods"],
    ["logs", "-l", "app=django", "--all-containers", "--tail=20", "--prefix"],
  ];
  const told = await Promise.all(asked.map((args) => kubectl(...args).catch((error: Error) => error.message)));
  return told.join("\n\n");
}
