import type {HelmRelease, RevisionLabel} from "../helm/helm-release.ts";
import {listRevisions, readRevision} from "../helm/release-store.ts";
import type {Api} from "../kubernetes/api.ts";
import {orHidden, orNothing} from "../kubernetes/api-error.ts";
import {listObjects} from "../kubernetes/lists.ts";
import type {
  Autoscaler,
  Deployment,
  EndpointSlice,
  Gateway,
  HttpRoute,
  Job,
  KubeObject,
  Pod,
  Service,
} from "../kubernetes/objects.ts";
import {type Kind, objectPath} from "../kubernetes/paths.ts";
import {jobEnded, jobFailed} from "../ready/job.ts";
import {partOf} from "../release/block.ts";
import {contractFault} from "../release/contract.ts";
import {type PerSlot, perSlot, releaseNames} from "../release/names.ts";
import {hasRole, httpRouteOf, isPending, type Observation, type RouteObjects} from "../release/observation.ts";
import {servingParent} from "../routers/http-route.ts";
import {ROUTE_KINDS} from "../routers/routers.ts";
import {lostFront} from "./lost-front.ts";
import {endpointsOf, type ReleaseObjects, slotOf} from "./objects-by-role.ts";
import {withOwn} from "./observe-own.ts";
import {namedRoute} from "./router-of.ts";

/** Reads the release, its slots and its route, once. The name must be that of an installed release of a djcd chart. */
export async function observe(api: Api, namespace: string, release: string): Promise<Observation> {
  // What is stored is the largest part, and is read while the objects are listed.
  const [{revisions, found, blue, green}, objects] = await Promise.all([
    readStored(api, namespace, release),
    readObjects(api, namespace, release),
  ]);
  const releases = {blue, green};
  const front = found ?? lostFront(release, namespace, revisions, releases, objects.deployments);
  return whole(api, observationOf({release, namespace, revisions}, {front, ...releases}, objects));
}

async function readStored(api: Api, namespace: string, release: string) {
  const names = releaseNames(release);
  const revisions = await listRevisions(api, namespace, names);
  const [found, blue, green] = await Promise.all(names.map((name) => newest(api, namespace, revisions, name)));
  return {revisions, found, blue, green};
}

/** Begins to read the largest part of a look, for whoever has something else to wait for before it. */
export function readAhead(api: Api, namespace: string, release: string, revisions: readonly RevisionLabel[]): void {
  // The look that follows asks for the same, and tells what fails.
  for (const name of releaseNames(release)) newest(api, namespace, revisions, name).catch(() => undefined);
}

/** The three releases, as something records them. */
export type Recorded = PerSlot<HelmRelease | undefined> & {readonly front: HelmRelease};

/** Reads slots and route where the releases are recorded elsewhere than with Helm. */
export async function observeRecorded(api: Api, namespace: string, recorded: Recorded): Promise<Observation> {
  const release = recorded.front.name;
  const objects = await readObjects(api, namespace, release);
  return whole(api, observationOf({release, namespace, revisions: []}, recorded, objects));
}

function observationOf(
  named: Pick<Observation, "release" | "namespace" | "revisions">,
  {front, ...releases}: Recorded,
  objects: ReleaseObjects,
): Observation {
  return {
    ...named,
    front,
    slots: perSlot((slot) => slotOf(slot, releases[slot], objects)),
    route: routeOf(objects),
    runningJobs: objects.jobs.filter((job) => !jobEnded(job)),
    failedJobs: objects.jobs.filter(jobFailed).map((job) => ({job, pods: podsOf(job, objects.pods)})),
  };
}

function podsOf({metadata}: Job, pods: readonly Pod[]): readonly Pod[] {
  return pods.filter((pod) => pod.metadata.labels?.["batch.kubernetes.io/job-name"] === metadata.name);
}

async function whole(api: Api, seen: Observation): Promise<Observation> {
  const {namespace, slots} = seen;
  const [route, blue, green] = await Promise.all([
    wholeRoute(api, seen),
    withOwn(api, namespace, slots.blue),
    withOwn(api, namespace, slots.green),
  ]);
  return {...seen, route, slots: {blue, green}};
}

/** The newest revision that Helm brought to an end: a pending one is of a Helm that runs, or was killed. */
async function newest(
  api: Api,
  namespace: string,
  revisions: readonly RevisionLabel[],
  name: string,
): Promise<HelmRelease | undefined> {
  const ended = revisions.filter((revision) => revision.release === name && !isPending(revision));
  const deployed = ended.findLast(({status}) => status === "deployed") ?? ended.at(-1);
  return deployed && readRevision(api, namespace, deployed);
}

async function readObjects(api: Api, namespace: string, release: string): Promise<ReleaseObjects> {
  const labels = `app.kubernetes.io/instance=${release}`;
  const list = <T extends KubeObject>(kind: Kind): Promise<readonly T[]> =>
    listObjects<T>(api, kind, namespace, labels);
  const [deployments, pods, services, endpoints, autoscalers, jobs, ...routes] = await Promise.all([
    list<Deployment>("Deployment"),
    list<Pod>("Pod"),
    list<Service>("Service"),
    list<EndpointSlice>("EndpointSlice"),
    list<Autoscaler>("HorizontalPodAutoscaler"),
    list<Job>("Job"),
    ...ROUTE_KINDS.map((kind) => list<KubeObject>(kind)),
  ]);
  return {deployments, pods, services, endpoints, autoscalers, jobs, routes: routes.flat()};
}

/** With what the values and the route lead to: the route that a person owns, and the Gateway. */
async function wholeRoute(api: Api, seen: Observation): Promise<RouteObjects> {
  const named = isReadable(seen.front) ? namedRoute(seen) : undefined;
  const owned = named?.name
    ? await orNothing(api.get<KubeObject>(objectPath(named.kind, seen.namespace, named.name)))
    : undefined;
  const httpRoute = httpRouteOf({...seen.route, owned});
  return {...seen.route, owned, gateway: httpRoute && (await gatewayOf(api, httpRoute))};
}

/** What is no release of ours is told by those who know what was typed; here nothing is read of its values. */
function isReadable(front: HelmRelease): boolean {
  return partOf(front) !== "slot" && contractFault(front.name, front.chart.metadata) === undefined;
}

function routeOf(objects: ReleaseObjects): RouteObjects {
  const liveService = objects.services.find((object) => hasRole(object, "live-service"));
  return {
    objects: objects.routes,
    gateway: undefined,
    liveService,
    liveEndpoints: endpointsOf(liveService, objects.endpoints),
  };
}

async function gatewayOf(api: Api, httpRoute: HttpRoute): Promise<Gateway | undefined> {
  const parent = servingParent(httpRoute);
  if (!parent) return undefined;
  const {namespace = httpRoute.metadata.namespace ?? "", name} = parent;
  return orHidden(api.get<Gateway>(objectPath("Gateway", namespace, name)));
}
