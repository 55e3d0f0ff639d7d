import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Cluster} from "./cluster.ts";
import {goInstall} from "./install/go.ts";
import {apply, kubectl} from "./kubectl.ts";
import {inRun, kubeconfig} from "./paths.ts";
import {pki} from "./pki.ts";
import {settings} from "./settings.ts";
import {artefact} from "./support/artefact.ts";
import {type Component, isRunning, launch} from "./support/component.ts";
import {withLock} from "./support/lock.ts";
import {type Log, progress} from "./support/progress.ts";

const VERSION = "v0.8.0";
const PORT = 4443;
const NAME = "metrics-server";
const {nodeAddress} = settings;

/** Gives the cluster the real metrics API, for the tests that are about autoscaling; it stays until the cluster ends. */
export function startMetricsServer(cluster: Cluster, log: Log): Promise<void> {
  return withLock(NAME, async () => {
    const folder = await artefact(`${NAME}-${VERSION}`, (draft) =>
      progress(log)(`build ${NAME} ${VERSION}`, () => goInstall(draft, `sigs.k8s.io/${NAME}/cmd/${NAME}@${VERSION}`)),
    );
    await apply(cluster, await manifests());
    if (!(await isRunning(NAME))) await launch(component(cluster, join(folder, "bin", NAME)));
  });
}

/** Outside the cluster, as its other components; ready when the API server has numbers of the node from it. */
function component(cluster: Cluster, program: string): Component {
  return {
    name: NAME,
    command: () => [
      program,
      ...["--kubeconfig", "--authentication-kubeconfig", "--authorization-kubeconfig"].map(
        (flag) => `${flag}=${kubeconfig}`,
      ),
      "--kubelet-insecure-tls",
      "--kubelet-preferred-address-types=InternalIP",
      "--metric-resolution=15s",
      `--bind-address=${nodeAddress}`,
      `--secure-port=${PORT}`,
      `--cert-dir=${inRun(NAME)}`,
    ],
    ready: () => kubectl(cluster, ["top", "nodes"]).then(Boolean, () => false),
  };
}

/** The API server asks it without a certificate of its own: who is anonymous may read metrics, and nothing else. */
async function manifests(): Promise<object[]> {
  const rbac = "rbac.authorization.k8s.io";
  const role = {name: "djcd-test-metrics"};
  const inSystem = {name: NAME, namespace: "kube-system"};
  return [
    await authentication(),
    {apiVersion: "v1", kind: "Service", metadata: inSystem, spec: {ports: [{port: 443, targetPort: PORT}]}},
    {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: {...inSystem, labels: {"kubernetes.io/service-name": NAME}},
      addressType: "IPv4",
      ports: [{port: PORT}],
      endpoints: [{addresses: [nodeAddress], conditions: {ready: true}}],
    },
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: {name: "v1beta1.metrics.k8s.io"},
      spec: {
        group: "metrics.k8s.io",
        version: "v1beta1",
        service: inSystem,
        insecureSkipTLSVerify: true,
        groupPriorityMinimum: 100,
        versionPriority: 100,
      },
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRole",
      metadata: role,
      rules: [
        {apiGroups: ["metrics.k8s.io"], resources: ["*"], verbs: ["get", "list"]},
        {nonResourceURLs: ["/apis", "/apis/*"], verbs: ["get"]},
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: "ClusterRoleBinding",
      metadata: role,
      roleRef: {apiGroup: rbac, kind: "ClusterRole", ...role},
      subjects: [{apiGroup: rbac, kind: "Group", name: "system:unauthenticated"}],
    },
  ];
}

/** What a server behind the API server wants to know; the API server writes it where it has a certificate for that. */
async function authentication(): Promise<object> {
  const authority = await readFile(pki.ca, "utf8");
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {name: "extension-apiserver-authentication", namespace: "kube-system"},
    data: {
      "client-ca-file": authority,
      "requestheader-client-ca-file": authority,
      "requestheader-allowed-names": "[]",
      "requestheader-extra-headers-prefix": '["X-Remote-Extra-"]',
      "requestheader-group-headers": '["X-Remote-Group"]',
      "requestheader-username-headers": '["X-Remote-User"]',
    },
  };
}
