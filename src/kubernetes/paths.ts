import type {KubeObject} from "./objects.ts";

/** Kinds that djcd reads or writes, with the group and the plural that the API server knows them by. */
const KINDS = {
  ConfigMap: ["api/v1", "configmaps"],
  Deployment: ["apis/apps/v1", "deployments"],
  EndpointSlice: ["apis/discovery.k8s.io/v1", "endpointslices"],
  Event: ["api/v1", "events"],
  Gateway: ["apis/gateway.networking.k8s.io/v1", "gateways"],
  HTTPRoute: ["apis/gateway.networking.k8s.io/v1", "httproutes"],
  HorizontalPodAutoscaler: ["apis/autoscaling/v2", "horizontalpodautoscalers"],
  Ingress: ["apis/networking.k8s.io/v1", "ingresses"],
  Job: ["apis/batch/v1", "jobs"],
  Lease: ["apis/coordination.k8s.io/v1", "leases"],
  Pod: ["api/v1", "pods"],
  PodDisruptionBudget: ["apis/policy/v1", "poddisruptionbudgets"],
  Secret: ["api/v1", "secrets"],
  Service: ["api/v1", "services"],
  ServiceAccount: ["api/v1", "serviceaccounts"],
  StatefulSet: ["apis/apps/v1", "statefulsets"],
} as const satisfies Record<string, readonly [string, string]>;

export type Kind = keyof typeof KINDS;

/** Path of the collection of a kind in a namespace, narrowed by labels (`a=b,c=d`). */
export function collectionPath(kind: Kind, namespace: string, labels?: string): string {
  const [group, plural] = KINDS[kind];
  const query = labels ? `?labelSelector=${encodeURIComponent(labels)}` : "";
  return `/${group}/namespaces/${namespace}/${plural}${query}`;
}

/** Path of one object. */
export function objectPath(kind: Kind, namespace: string, name: string, subresource?: string): string {
  return `${collectionPath(kind, namespace)}/${name}${subresource ? `/${subresource}` : ""}`;
}

/** The kind of an object, where djcd knows it; another group may have a kind of the same name. */
export function knownKind({apiVersion, kind}: Pick<KubeObject, "apiVersion" | "kind">): Kind | undefined {
  if (!(kind in KINDS)) return undefined;
  const known = kind as Kind;
  return groupOf(KINDS[known][0]) === groupOf(`api${apiVersion.includes("/") ? "s" : ""}/${apiVersion}`)
    ? known
    : undefined;
}

/** Without the version: an older one of a kind is the same kind. */
function groupOf(path: string): string {
  return path.replace(/\/[^/]+$/, "");
}
