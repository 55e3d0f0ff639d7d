import {type ChildProcess, spawn} from "node:child_process";
import {once} from "node:events";
import {writeFileSync} from "node:fs";
import {createServer as createHttpServer, type Server} from "node:http";
import {type AddressInfo, createServer} from "node:net";
import {join} from "node:path";
import {setTimeout as pass} from "node:timers/promises";
import {type Cluster, kubectl} from "../cluster/index.ts";
import {installPackages} from "../cluster/install/debian.ts";
import {answers} from "../cluster/support/http.ts";
import {temporaryFolder} from "../temporary-folder.ts";

/** A real Prometheus that scrapes the pods of one namespace, as their annotations ask for. */
export interface Scraper {
  readonly url: string;
  /** It keeps what it has, and answers nobody until it goes on. */
  hold(): void;
  goOn(): void;
  stop(): Promise<void>;
}

/** Starts Debian's Prometheus on a free port of loopback; where two jobs know the pods, as in many a company, it has each series twice. */
export async function startPrometheus(cluster: Cluster, namespace: string, isTwice = false): Promise<Scraper> {
  await installPackages(async (_, work) => work());
  const folder = temporaryFolder("prometheus");
  const file = join(folder, "prometheus.json");
  const discovery = await startDiscovery(cluster, namespace);
  const again = isTwice ? [{...podsJob(discovery), job_name: "pods-again"}] : [];
  const jobs = [podsJob(discovery), ...again, await kubeletJob(cluster, folder)];
  writeFileSync(file, JSON.stringify({global: {scrape_interval: "2s", scrape_timeout: "2s"}, scrape_configs: jobs}));
  const address = `127.0.0.1:${await freePort()}`;
  const words = [`--config.file=${file}`, `--storage.tsdb.path=${join(folder, "data")}`];
  const process = spawn("/usr/bin/prometheus", [...words, `--web.listen-address=${address}`, "--log.level=warn"], {
    stdio: "inherit",
  });
  const url = `http://${address}`;
  await untilReady(process, url);
  return {
    url,
    hold: () => void process.kill("SIGSTOP"),
    goOn: () => void process.kill("SIGCONT"),
    stop: async () => {
      await end(process);
      discovery.close();
    },
  };
}

async function untilReady(process: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (process.exitCode !== null) throw new Error(`Prometheus ended with ${process.exitCode}`);
    if (await answers(`${url}/-/ready`)) return;
    await pass(100);
  }
  throw new Error("Prometheus is not ready after 30 s");
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null) return;
  const ended = once(process, "exit");
  process.kill("SIGCONT");
  process.kill("SIGTERM");
  await ended;
}

/** A port of loopback that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const {port} = server.address() as {port: number};
  server.close();
  return port;
}

/** Debian's Prometheus does not know Kubernetes: it is told of the pods as its own discovery would tell. */
async function startDiscovery(cluster: Cluster, namespace: string): Promise<Server> {
  let targets: object[] = [];
  const server = createHttpServer((_, answer) =>
    answer.setHeader("content-type", "application/json").end(JSON.stringify(targets)),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const look = async (): Promise<void> => {
    while (server.listening) {
      const pods = await kubectl(cluster, ["-n", namespace, "get", "pods", "-o", "json"]).catch(() => undefined);
      if (pods) targets = targetsIn(pods);
      await pass(1000);
    }
  };
  void look();
  return server;
}

interface ListedPod {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly status: {readonly podIP?: string};
}

function targetsIn(pods: string): object[] {
  const {items} = JSON.parse(pods) as {items: ListedPod[]};
  return items.flatMap(({metadata: {name, namespace, annotations = {}}, status: {podIP}}) => {
    const labels = {
      __meta_kubernetes_namespace: namespace,
      __meta_kubernetes_pod_name: name,
      [`${ANNOTATION}_scrape`]: annotations["prometheus.io/scrape"] ?? "",
      [`${ANNOTATION}_port`]: annotations["prometheus.io/port"] ?? "",
    };
    return podIP ? [{targets: [podIP], labels}] : [];
  });
}

const ANNOTATION = "__meta_kubernetes_pod_annotation_prometheus_io";

/** What the community's chart has for pods: no label of djcd's own. */
function podsJob(discovery: Server): object {
  const {port} = discovery.address() as AddressInfo;
  const from = (...source_labels: string[]): object => ({source_labels});
  return {
    job_name: "kubernetes-pods",
    http_sd_configs: [{url: `http://127.0.0.1:${port}/`, refresh_interval: "2s"}],
    relabel_configs: [
      {...from(`${ANNOTATION}_scrape`), action: "keep", regex: "true"},
      {
        ...from("__address__", `${ANNOTATION}_port`),
        regex: "(.+?)(?::\\d+)?;(\\d+)",
        replacement: "$1:$2",
        target_label: "__address__",
      },
      {...from("__meta_kubernetes_namespace"), target_label: "namespace"},
      {...from("__meta_kubernetes_pod_name"), target_label: "pod"},
    ],
  };
}

/** And what it has for the containers of each node: the kubelet's own figures, through the API server. */
async function kubeletJob(cluster: Cluster, folder: string): Promise<object> {
  const config = JSON.parse(
    await kubectl(cluster, ["config", "view", "--raw", "--minify", "-o", "json"]),
  ) as Kubeconfig;
  const [{cluster: server}, {user}] = [config.clusters[0], config.users[0]];
  const authority = join(folder, "ca.crt");
  writeFileSync(authority, Buffer.from(server["certificate-authority-data"], "base64"));
  const node = (await kubectl(cluster, ["get", "nodes", "-o", "jsonpath={.items[0].metadata.name}"])).trim();
  return {
    job_name: "kubernetes-nodes-cadvisor",
    scrape_interval: "5s",
    scheme: "https",
    metrics_path: `/api/v1/nodes/${node}/proxy/metrics/cadvisor`,
    authorization: {credentials: user.token},
    tls_config: {ca_file: authority},
    static_configs: [{targets: [new URL(server.server).host]}],
  };
}

interface Kubeconfig {
  readonly clusters: readonly [
    {readonly cluster: {readonly server: string; readonly "certificate-authority-data": string}},
  ];
  readonly users: readonly [{readonly user: {readonly token: string}}];
}
