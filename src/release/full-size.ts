import type {Autoscaler, Deployment, KubeObject} from "../kubernetes/objects.ts";
import type {Traffic} from "./block.ts";
import {keyOf, objectsIn} from "./manifest.ts";
import type {PerSlot} from "./names.ts";
import {type SlotObservation, wantedPods} from "./observation.ts";

/**
 * Pods that a workload of a slot needs before the slot takes all traffic: what its version says, or, where an HPA
 * decides, as many as all of the traffic needs now, within the bounds.
 */
export function fullSize(slot: SlotObservation, workload: Deployment, needed: number): number {
  const autoscaler = autoscalerOf(slot, workload);
  return autoscaler
    ? withinBounds(slot, autoscaler, needed)
    : (declaredReplicas(slot, workload) ?? Math.max(1, needed));
}

/** The HPA of a workload. */
export function autoscalerOf({autoscalers}: SlotObservation, {metadata}: Deployment): Autoscaler | undefined {
  return autoscalers.find(({spec}) => spec.scaleTargetRef.name === metadata.name);
}

/**
 * Pods that all of the traffic needs: what the slot with most of it has, for the whole. An HPA that is held at its
 * least says nothing of its share: then it is what it was held at.
 */
export function neededPods(slots: PerSlot<SlotObservation>, traffic: Traffic): number {
  const {blue = 0, green = 0} = traffic;
  const [most, share] = blue >= green ? [slots.blue, blue] : [slots.green, green];
  const has = wantedPods(most);
  const isHeld = most.autoscalers.every(({spec}) => (spec.minReplicas ?? 1) >= has);
  return isHeld || share === 0 ? has : Math.ceil((has * 100) / share);
}

/** Pods that a version says it wants; nothing where an HPA decides, or where nothing is stored. */
export function declaredReplicas({release}: SlotObservation, workload: KubeObject): number | undefined {
  const declared = release && objectsIn(release.manifest).find((object) => keyOf(object) === keyOf(workload));
  return (declared as Deployment | undefined)?.spec.replicas;
}

/** The least that a version lets its HPA go down to. */
export function declaredLeast({release}: SlotObservation, autoscaler: Autoscaler): number | undefined {
  const declared = release && objectsIn(release.manifest).find((object) => keyOf(object) === keyOf(autoscaler));
  return (declared as Autoscaler | undefined)?.spec.minReplicas;
}

/** Never under what the version itself says, and never over its most. */
function withinBounds(slot: SlotObservation, autoscaler: Autoscaler, wanted: number): number {
  const {minReplicas = 1, maxReplicas} = autoscaler.spec;
  return Math.min(Math.max(wanted, declaredLeast(slot, autoscaler) ?? minReplicas), maxReplicas);
}
