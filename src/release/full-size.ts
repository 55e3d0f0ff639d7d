import type {HelmRelease} from "../helm/helm-release.ts";
import type {Autoscaler, Deployment, KubeObject} from "../kubernetes/objects.ts";
import {heldAt, type Traffic} from "./block.ts";
import {keyOf, objectsIn} from "./manifest.ts";
import {otherSlot, type PerSlot, type Slot} from "./names.ts";
import {type Observation, type SlotObservation, wantedPods} from "./observation.ts";

type Slots = Pick<Observation, "slots" | "front">;

/**
 * Pods that a workload of a slot needs before the slot takes all traffic: what its version says, or, where an HPA
 * decides, as many as all of the traffic needs now, within the bounds. Never fewer than the workload beside it was
 * grown to.
 */
export function fullSize(seen: Slots, slot: Slot, workload: Deployment, traffic: Traffic): number {
  const own = ownSize(seen.slots[slot], workload, neededPods(seen.slots, traffic));
  return autoscalerOf(seen.slots[slot], workload) ? own : Math.max(own, grownBeside(seen, slot, workload));
}

/**
 * Pods of a workload that has more than its version says: somebody scaled it, or an HPA did; 0 where it has not.
 * A slot that was written with its size in the block has it from a person too.
 */
export function grownTo({slots, front}: Slots, slot: Slot, workload: Deployment): number {
  const held = slots[slot].release ?? front;
  const {replicas = 1} = workload.spec;
  const said = saidReplicas(slots[slot], held, workload);
  return replicas > (said ?? replicas) || (said !== undefined && heldAt(held) > 0) ? replicas : 0;
}

/** The most pods that somebody scaled a workload of a slot to, against what its version says; 0 where nobody did, or HPAs decide. */
export function grownByHand(seen: Slots, slot: Slot): number {
  const byHand = seen.slots[slot].workloads.filter((workload) => !autoscalerOf(seen.slots[slot], workload));
  return Math.max(0, ...byHand.map((workload) => grownTo(seen, slot, workload)));
}

/** The workload of the other slot that does the same work. */
export function besideOf({slots}: Slots, slot: Slot, {metadata}: Deployment): Deployment | undefined {
  const name = metadata.name.replace(new RegExp(`${slot}$`), otherSlot(slot));
  return slots[otherSlot(slot)].workloads.find((one) => one.metadata.name === name);
}

/** What a workload of the other slot that does the same work was grown to; 0 where it was not. */
function grownBeside(seen: Slots, slot: Slot, workload: Deployment): number {
  const beside = besideOf(seen, slot, workload);
  return beside ? grownTo(seen, otherSlot(slot), beside) : 0;
}

function saidReplicas(slot: SlotObservation, held: HelmRelease, workload: Deployment): number | undefined {
  const autoscaler = autoscalerOf(slot, workload);
  return autoscaler ? declaredLeast({release: held}, autoscaler) : declaredReplicas({release: held}, workload);
}

function ownSize(slot: SlotObservation, workload: Deployment, needed: number): number {
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

type Stored = Pick<SlotObservation, "release">;

/** Pods that a version says it wants; nothing where an HPA decides, or where nothing is stored. */
export function declaredReplicas({release}: Stored, workload: KubeObject): number | undefined {
  const declared = release && objectsIn(release.manifest).find((object) => keyOf(object) === keyOf(workload));
  return (declared as Deployment | undefined)?.spec.replicas;
}

/** The least that a version lets its HPA go down to. */
export function declaredLeast({release}: Stored, autoscaler: Autoscaler): number | undefined {
  const declared = release && objectsIn(release.manifest).find((object) => keyOf(object) === keyOf(autoscaler));
  return (declared as Autoscaler | undefined)?.spec.minReplicas;
}

/** Never under what the version itself says, and never over its most. */
function withinBounds(slot: SlotObservation, autoscaler: Autoscaler, wanted: number): number {
  const {minReplicas = 1, maxReplicas} = autoscaler.spec;
  return Math.min(Math.max(wanted, declaredLeast(slot, autoscaler) ?? minReplicas), maxReplicas);
}
