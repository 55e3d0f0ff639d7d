import type {Api} from "../kubernetes/api.ts";
import {orHidden, orNothing} from "../kubernetes/api-error.ts";
import {listObjects} from "../kubernetes/lists.ts";
import type {Deployment, EndpointSlice, KubeObject, Pod} from "../kubernetes/objects.ts";
import {type Kind, objectPath} from "../kubernetes/paths.ts";
import {fingerprints} from "../kubernetes/secrets.ts";
import {type Fingerprints, secretsOf} from "../release/existing-secrets.ts";
import type {Observation, Outside, RouteObjects, SlotObservation} from "../release/observation.ts";
import {ROUTE_KINDS} from "../routers/routers.ts";
import {type ReleaseObjects, slotOf} from "./objects-by-role.ts";

/** The slot with other pods; alone among answers, the items of a list do not say what they are. */
export function withPods(slot: SlotObservation, pods: readonly Pod[]): SlotObservation {
  return anew(slot, {pods: pods.map((pod) => ({...pod, kind: "Pod"}))});
}

/** The workloads, pods and endpoints of a slot as they are now. */
export async function observeSlot(
  api: Api,
  namespace: string,
  release: string,
  slot: SlotObservation,
): Promise<SlotObservation> {
  const labels = slotLabels(release, slot);
  const [deployments, pods, endpoints] = await Promise.all([
    listObjects<Deployment>(api, "Deployment", namespace, labels),
    listObjects<Pod>(api, "Pod", namespace, labels),
    listObjects<EndpointSlice>(api, "EndpointSlice", namespace, labels),
  ]);
  return anew(slot, {deployments, pods, endpoints});
}

/** A slot of which only some objects were read again. */
function anew(slot: SlotObservation, read: Partial<ReleaseObjects>): SlotObservation {
  const {service, autoscalers, workloads: deployments, pods, endpoints} = slot;
  const services = service ? [service] : [];
  const objects = {deployments, pods, endpoints, autoscalers, services, ...read};
  return {...slotOf(slot.slot, slot.release, objects), own: slot.own};
}

/** Labels of all that belongs to a slot. */
export function slotLabels(release: string, {slot}: Pick<SlotObservation, "slot">): string {
  return `app.kubernetes.io/instance=${release},slot=${slot}`;
}

/** The route as it is now. */
export async function observeRoute(api: Api, namespace: string, route: RouteObjects): Promise<RouteObjects> {
  const again = <T extends KubeObject>({kind, metadata}: T): Promise<T | undefined> =>
    orNothing(api.get<T>(objectPath(kind as Kind, namespace, metadata.name)));
  const byService = `kubernetes.io/service-name=${route.liveService?.metadata.name}`;
  const [owned, liveService, liveEndpoints, ...objects] = await Promise.all([
    route.owned && again(route.owned),
    route.liveService && again(route.liveService),
    listObjects<EndpointSlice>(api, "EndpointSlice", namespace, byService),
    ...route.objects.map(again),
  ]);
  return {...route, owned, liveService, liveEndpoints, objects: objects.filter((object) => object !== undefined)};
}

/** Fingerprints of the Secrets that the slots read and do not bring. */
export function observeSecrets(api: Api, {namespace, front, slots}: Observation): Promise<Fingerprints> {
  return fingerprints(api, namespace, secretsOf([front, slots.blue.release, slots.green.release]));
}

/** What of the namespace is not of the release. What nobody may see is left out. */
export async function observeOutside(api: Api, {namespace, release}: Observation): Promise<Outside> {
  const others = async <T extends KubeObject>(kind: Kind): Promise<readonly T[]> => {
    const all = await orHidden(listObjects<T>(api, kind, namespace, ""));
    return (all ?? []).filter(({metadata}) => metadata.labels?.["app.kubernetes.io/instance"] !== release);
  };
  const [deployments, ...routes] = await Promise.all([
    others<Deployment>("Deployment"),
    ...ROUTE_KINDS.map((kind) => others(kind)),
  ]);
  return {deployments, routes: routes.flat()};
}
