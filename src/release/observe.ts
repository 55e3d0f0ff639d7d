import {type Api, orNothing} from "../cluster/api.ts";
import type {
  Autoscaler,
  Deployment,
  EndpointSlice,
  Gateway,
  HttpRoute,
  Job,
  KubeList,
  KubeObject,
  Pod,
  Service,
} from "../cluster/objects.ts";
import {collectionPath, type Kind, objectPath} from "../cluster/paths.ts";
import {listRevisions, readRevision} from "../cluster/release-store.ts";
import {DjcdError} from "../errors.ts";
import {jobEnded} from "../ready/job.ts";
import type {HelmRelease, RevisionLabel} from "./helm-release.ts";
import {perSlot, SLOTS, type Slot, slotRelease} from "./names.ts";
import type {Observation, RouteObjects, SlotObservation} from "./observation.ts";

/** Reads the release, its slots and its route, once. The name must be that of an installed release of a djcd chart. */
export async function observe(api: Api, namespace: string, release: string): Promise<Observation> {
  const names = [release, ...SLOTS.map((slot) => slotRelease(release, slot))];
  const [revisions, objects] = await Promise.all([
    listRevisions(api, namespace, names),
    readObjects(api, namespace, release),
  ]);
  const [front, blue, green] = await Promise.all(names.map((name) => newest(api, namespace, revisions, name)));
  if (!front) throw new DjcdError(notFound(release, namespace));
  const releases = {blue, green};
  return {
    release,
    namespace,
    front,
    revisions,
    slots: perSlot((slot) => slotOf(slot, releases[slot], objects)),
    route: await routeOf(api, objects),
    runningJobs: objects.jobs.filter((job) => !jobEnded(job)),
  };
}

function notFound(release: string, namespace: string): string {
  return (
    `release ${release} does not exist in namespace ${namespace}. ` +
    `Install it first: helm install ${release} CHART -n ${namespace}; or list what there is: helm list -n ${namespace}`
  );
}

/** The newest revision that Helm brought to an end; a pending one is of a Helm that runs, or was killed. */
async function newest(
  api: Api,
  namespace: string,
  revisions: readonly RevisionLabel[],
  name: string,
): Promise<HelmRelease | undefined> {
  const own = revisions.filter((revision) => revision.release === name);
  const last = own.at(-1);
  if (last?.status.startsWith("pending-")) throw new DjcdError(pending(last));
  const deployed = own.findLast(({status}) => status === "deployed") ?? last;
  return deployed && readRevision(api, namespace, deployed);
}

function pending({release, revision, status}: RevisionLabel): string {
  // A first revision has nothing to go back to; without its Secret the same command runs again.
  const cure = revision === 1 ? `kubectl delete secret sh.helm.release.v1.${release}.v1` : `helm rollback ${release}`;
  return (
    `release ${release} revision ${revision} is ${status}: another Helm is at work, or was killed. ` +
    `Wait a minute; if nobody runs Helm, type: ${cure}`
  );
}

interface Objects {
  readonly deployments: readonly Deployment[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly endpoints: readonly EndpointSlice[];
  readonly autoscalers: readonly Autoscaler[];
  readonly jobs: readonly Job[];
  readonly routes: readonly HttpRoute[];
}

async function readObjects(api: Api, namespace: string, release: string): Promise<Objects> {
  const labels = `app.kubernetes.io/instance=${release}`;
  const list = <T extends KubeObject>(kind: Kind): Promise<readonly T[]> => readList<T>(api, kind, namespace, labels);
  const [deployments, pods, services, endpoints, autoscalers, jobs, routes] = await Promise.all([
    list<Deployment>("Deployment"),
    list<Pod>("Pod"),
    list<Service>("Service"),
    list<EndpointSlice>("EndpointSlice"),
    list<Autoscaler>("HorizontalPodAutoscaler"),
    list<Job>("Job"),
    list<HttpRoute>("HTTPRoute"),
  ]);
  return {deployments, pods, services, endpoints, autoscalers, jobs, routes};
}

/** A cluster without the Gateway API has no HTTPRoutes. */
async function readList<T>(api: Api, kind: Kind, namespace: string, labels: string): Promise<readonly T[]> {
  const list = await orNothing(api.get<KubeList<T>>(collectionPath(kind, namespace, labels)));
  return list?.items ?? [];
}

function slotOf(slot: Slot, release: HelmRelease | undefined, objects: Objects): SlotObservation {
  const ofSlot = ({metadata}: KubeObject): boolean => metadata.labels?.slot === slot;
  const service = objects.services.find((object) => ofSlot(object) && hasRole(object, "slot-service"));
  const workloads = objects.deployments.filter((object) => ofSlot(object) && hasRole(object, "workload"));
  const components = new Set(workloads.map(componentOf));
  return {
    slot,
    release,
    workloads,
    pods: objects.pods.filter((pod) => ofSlot(pod) && components.has(componentOf(pod)) && !hasEnded(pod)),
    autoscalers: objects.autoscalers.filter(ofSlot),
    service,
    endpoints: endpointsOf(service, objects.endpoints),
  };
}

/** An evicted pod, or one of a node that was shut down, stays as a record of that; its Deployment has another one long since. */
function hasEnded({status}: Pod): boolean {
  return status?.phase === "Failed" || status?.phase === "Succeeded";
}

function componentOf({metadata}: KubeObject): string | undefined {
  return metadata.labels?.["app.kubernetes.io/component"];
}

function hasRole({metadata}: KubeObject, role: string): boolean {
  return metadata.labels?.["djcd.io/role"] === role;
}

function endpointsOf(service: Service | undefined, slices: readonly EndpointSlice[]): readonly EndpointSlice[] {
  return slices.filter(
    ({metadata}) => service && metadata.labels?.["kubernetes.io/service-name"] === service.metadata.name,
  );
}

async function routeOf(api: Api, objects: Objects): Promise<RouteObjects> {
  const httpRoute = objects.routes.find((object) => hasRole(object, "route"));
  const liveService = objects.services.find((object) => hasRole(object, "live-service"));
  return {
    httpRoute,
    gateway: httpRoute && (await gatewayOf(api, httpRoute)),
    liveService,
    liveEndpoints: endpointsOf(liveService, objects.endpoints),
  };
}

async function gatewayOf(api: Api, {metadata, spec}: HttpRoute): Promise<Gateway | undefined> {
  const parent = spec.parentRefs?.[0];
  if (!parent) return undefined;
  return orNothing(api.get<Gateway>(objectPath("Gateway", parent.namespace ?? metadata.namespace ?? "", parent.name)));
}
