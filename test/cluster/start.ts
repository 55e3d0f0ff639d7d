import {cluster} from "./cluster.ts";
import {apiserver} from "./components/apiserver.ts";
import {containerd} from "./components/containerd.ts";
import {controllerManager} from "./components/controller-manager.ts";
import {coredns} from "./components/coredns.ts";
import {etcd} from "./components/etcd.ts";
import {kubelet} from "./components/kubelet.ts";
import {postgres} from "./components/postgres.ts";
import {proxy} from "./components/proxy.ts";
import {scheduler} from "./components/scheduler.ts";
import {traefik} from "./components/traefik.ts";
import {importBases} from "./images/bases.ts";
import {apply, kubectl} from "./kubectl.ts";
import {manifests} from "./manifests.ts";
import {makeNodeAddress} from "./network.ts";
import {writePki} from "./pki.ts";
import {settings} from "./settings.ts";
import {launch, untilReady} from "./support/component.ts";
import type {Step} from "./support/progress.ts";
import {gatewayApiCrds} from "./tools.ts";

const {gateway, nodeName} = settings;

/** Starts a new cluster; whatever was left of an older one is gone by now. */
export async function start(step: Step): Promise<void> {
  await step("addresses and certificates", async () => {
    await makeNodeAddress();
    await writePki();
  });
  const runtime = step("containerd", () => launch(containerd));
  await Promise.all([
    startCluster(step, runtime),
    startImages(step, runtime),
    step("PostgreSQL", () => launch(postgres)),
  ]);
}

async function startCluster(step: Step, runtime: Promise<void>): Promise<void> {
  await startPlane(step);
  await runtime;
  await Promise.all([step("kubelet and kube-proxy", () => launchAll(kubelet, proxy)), startRouting(step)]);
  await step("node ready, Gateway programmed", untilUsable);
}

async function startImages(step: Step, runtime: Promise<void>): Promise<void> {
  await runtime;
  await step("base images", importBases);
}

async function startPlane(step: Step): Promise<void> {
  await step("etcd", () => launch(etcd));
  await step("kube-apiserver", () => launch(apiserver));
  await step("controller manager and scheduler", () => launchAll(controllerManager, scheduler));
}

async function startRouting(step: Step): Promise<void> {
  await step("Gateway API", applyRouting);
  await step("Traefik and CoreDNS", () => launchAll(traefik, coredns));
}

async function applyRouting(): Promise<void> {
  await kubectl(cluster, ["apply", "--server-side", "-f", gatewayApiCrds]);
  await kubectl(cluster, ["wait", "--for=condition=Established", "--timeout=30s", "crd", "--all"]);
  await apply(cluster, manifests);
}

async function untilUsable(): Promise<void> {
  const account = ["serviceaccount/default", "--namespace=default"];
  const programmed = [`gateway/${gateway.name}`, `--namespace=${gateway.namespace}`, condition("Programmed")];
  await untilReady({name: "kube-controller-manager", ready: async () => (await get(...account)) !== ""});
  await untilReady({
    name: "kubelet",
    ready: async () => (await get(`node/${nodeName}`, condition("Ready"))) === "True",
  });
  await untilReady({name: "traefik", ready: async () => (await get(...programmed)) === "True"});
}

const get = (...args: string[]) => kubectl(cluster, ["get", "--ignore-not-found", ...args]);
const condition = (type: string) => `--output=jsonpath={.status.conditions[?(@.type=="${type}")].status}`;
const launchAll = (...components: Parameters<typeof launch>[0][]) => Promise.all(components.map(launch));
