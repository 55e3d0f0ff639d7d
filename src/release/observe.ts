import {type Api, orHidden} from "../cluster/api.ts";
import {listObjects} from "../cluster/lists.ts";
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
} from "../cluster/objects.ts";
import {type Kind, objectPath} from "../cluster/paths.ts";
import {listRevisions, readRevision} from "../cluster/release-store.ts";
import {jobEnded} from "../ready/job.ts";
import type {HelmRelease, RevisionLabel} from "./helm-release.ts";
import {lostFront} from "./lost-front.ts";
import {perSlot, SLOTS, slotRelease} from "./names.ts";
import {endpointsOf, hasRole, type ReleaseObjects, slotOf} from "./objects-by-role.ts";
import {isPending, type Observation, type RouteObjects} from "./observation.ts";

/** Reads the release, its slots and its route, once. The name must be that of an installed release of a djcd chart. */
export async function observe(api: Api, namespace: string, release: string): Promise<Observation> {
  const names = [release, ...SLOTS.map((slot) => slotRelease(release, slot))];
  const [revisions, objects] = await Promise.all([
    listRevisions(api, namespace, names),
    readObjects(api, namespace, release),
  ]);
  const [found, blue, green] = await Promise.all(names.map((name) => newest(api, namespace, revisions, name)));
  const releases = {blue, green};
  const front = found ?? lostFront(release, namespace, revisions, releases, objects.deployments);
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

async function routeOf(api: Api, objects: ReleaseObjects): Promise<RouteObjects> {
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
  return orHidden(api.get<Gateway>(objectPath("Gateway", parent.namespace ?? metadata.namespace ?? "", parent.name)));
}
