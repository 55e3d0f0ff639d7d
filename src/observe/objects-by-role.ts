import type {HelmRelease} from "../helm/helm-release.ts";
import type {Autoscaler, Deployment, EndpointSlice, Job, KubeObject, Pod, Service} from "../kubernetes/objects.ts";
import type {Slot} from "../release/names.ts";
import {hasRole, type SlotObservation} from "../release/observation.ts";

/** The objects of a release by kind, not yet told apart. */
export interface ReleaseObjects {
  readonly deployments: readonly Deployment[];
  readonly pods: readonly Pod[];
  readonly services: readonly Service[];
  readonly endpoints: readonly EndpointSlice[];
  readonly autoscalers: readonly Autoscaler[];
  readonly jobs: readonly Job[];
  readonly routes: readonly KubeObject[];
}

type SlotObjects = Pick<ReleaseObjects, "deployments" | "pods" | "endpoints" | "autoscalers" | "services">;

/** What belongs to a slot, by the labels of the chart's contract; what is a team's own is not told by labels. */
export function slotOf(slot: Slot, release: HelmRelease | undefined, objects: SlotObjects): SlotObservation {
  const ofSlot = ({metadata}: KubeObject): boolean => metadata.labels?.slot === slot;
  const service = objects.services.find((object) => ofSlot(object) && hasRole(object, "slot-service"));
  const workloads = objects.deployments.filter((object) => ofSlot(object) && hasRole(object, "workload"));
  const components = new Set(workloads.map(componentOf));
  return {
    slot,
    release,
    workloads,
    own: [],
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

/** The endpoints of a Service. */
export function endpointsOf(service: Service | undefined, slices: readonly EndpointSlice[]): readonly EndpointSlice[] {
  return slices.filter(
    ({metadata}) => service && metadata.labels?.["kubernetes.io/service-name"] === service.metadata.name,
  );
}
