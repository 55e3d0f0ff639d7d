import type {Autoscaler, Deployment} from "../cluster/objects.ts";
import {keyOf, objectsIn} from "./manifest.ts";
import type {SlotObservation} from "./observation.ts";

/**
 * Pods that a workload of a slot needs before the slot takes all traffic: what its version says, or, where an HPA
 * decides, as many as the other slot has now, within the bounds.
 */
export function fullSize(slot: SlotObservation, workload: Deployment, otherHas: number): number {
  const autoscaler = slot.autoscalers.find(({spec}) => spec.scaleTargetRef.name === workload.metadata.name);
  return autoscaler ? withinBounds(autoscaler, otherHas) : (declaredReplicas(slot, workload) ?? Math.max(1, otherHas));
}

/** Pods that a version says it wants; nothing where an HPA decides, or where nothing is stored. */
export function declaredReplicas({release}: SlotObservation, workload: Deployment): number | undefined {
  const declared = release && objectsIn(release.manifest).find((object) => keyOf(object) === keyOf(workload));
  return (declared as Deployment | undefined)?.spec.replicas;
}

function withinBounds({spec}: Autoscaler, wanted: number): number {
  return Math.min(Math.max(wanted, spec.minReplicas ?? 1), spec.maxReplicas);
}
