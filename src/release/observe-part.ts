import {type Api, orNothing} from "../cluster/api.ts";
import {listNames, listObjects} from "../cluster/lists.ts";
import type {Deployment, EndpointSlice, KubeObject, Pod} from "../cluster/objects.ts";
import {type Kind, objectPath} from "../cluster/paths.ts";
import {keyOf} from "./manifest.ts";
import {SLOTS} from "./names.ts";
import {slotOf} from "./objects-by-role.ts";
import type {Observation, RouteObjects, SlotObservation} from "./observation.ts";

/** The workloads, pods and endpoints of a slot as they are now: what a wait looks at again and again. */
export async function observeSlot(
  api: Api,
  namespace: string,
  release: string,
  slot: SlotObservation,
): Promise<SlotObservation> {
  const labels = `app.kubernetes.io/instance=${release},slot=${slot.slot}`;
  const [deployments, pods, endpoints] = await Promise.all([
    listObjects<Deployment>(api, "Deployment", namespace, labels),
    listObjects<Pod>(api, "Pod", namespace, labels),
    listObjects<EndpointSlice>(api, "EndpointSlice", namespace, labels),
  ]);
  const {service, autoscalers} = slot;
  const objects = {deployments, pods, endpoints, autoscalers, services: service ? [service] : []};
  return slotOf(slot.slot, slot.release, objects);
}

/** The route as it is now. */
export async function observeRoute(api: Api, namespace: string, route: RouteObjects): Promise<RouteObjects> {
  const again = <T extends KubeObject>(kind: Kind, object: T | undefined): Promise<T | undefined> =>
    object ? orNothing(api.get<T>(objectPath(kind, namespace, object.metadata.name))) : Promise.resolve(undefined);
  const byService = `kubernetes.io/service-name=${route.liveService?.metadata.name}`;
  const [httpRoute, liveService, liveEndpoints] = await Promise.all([
    again("HTTPRoute", route.httpRoute),
    again("Service", route.liveService),
    listObjects<EndpointSlice>(api, "EndpointSlice", namespace, byService),
  ]);
  return {...route, httpRoute, liveService, liveEndpoints};
}

/** Kinds that no decision rests on, and whose loss a person should hear of. */
export const BYSTANDERS = ["ConfigMap", "Ingress", "PodDisruptionBudget", "Secret", "ServiceAccount"] as const;

/** The objects of those kinds that a release has, by kind and name. */
export async function observeBystanders(api: Api, namespace: string, release: string): Promise<string[]> {
  const labels = `app.kubernetes.io/instance=${release}`;
  const lists = await Promise.all(BYSTANDERS.map((kind) => namesOf(api, kind, namespace, labels)));
  return lists.flat();
}

/** Which objects of a release exist, by kind and name. */
export function withPresence(observation: Observation, bystanders: readonly string[]): Observation {
  const {httpRoute, liveService} = observation.route;
  const ofSlots = SLOTS.flatMap((slot) => {
    const {workloads, autoscalers, service} = observation.slots[slot];
    return [...workloads, ...autoscalers, service];
  });
  const objects = [...ofSlots, httpRoute, liveService].filter((object) => object !== undefined);
  return {...observation, present: new Set([...bystanders, ...objects.map(keyOf)])};
}

async function namesOf(api: Api, kind: Kind, namespace: string, labels: string): Promise<string[]> {
  return (await listNames(api, kind, namespace, labels)).map((name) => `${kind}/${name}`);
}
