import {ApiError} from "../kubernetes/api-error.ts";
import type {Autoscaler, Deployment, KubeObject, Scalable} from "../kubernetes/objects.ts";
import {objectPath} from "../kubernetes/paths.ts";
import {writtenTraffic} from "../observe/router-of.ts";
import {autoscalerOf, declaredLeast, fullSize} from "../release/full-size.ts";
import {keyOf} from "../release/manifest.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {Observation, SlotObservation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {look, type WriteSession} from "./session.ts";

/** Scales beside Helm: a scale-down kept as a revision is an outage that `helm rollback` can bring back. */
export async function scale({api, namespace}: WriteSession, {metadata}: KubeObject, replicas: number): Promise<void> {
  await api.patch(objectPath("Deployment", namespace, metadata.name, "scale"), "merge-patch", {spec: {replicas}});
}

/** A team's own workloads follow their slot; what the API server refuses of it is told, and holds nothing up. */
export async function scaleOwn(
  session: WriteSession,
  {own}: SlotObservation,
  sizeOf: (one: Scalable) => number,
): Promise<void> {
  const {api, namespace, says} = session;
  for (const one of own.filter((each) => (each.spec.replicas ?? 1) !== sizeOf(each))) {
    const {kind, metadata} = one;
    const path = objectPath(kind, metadata.namespace ?? namespace, metadata.name, "scale");
    await api.patch(path, "merge-patch", {spec: {replicas: sizeOf(one)}}).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      says(`  ${keyOf(one)} of your own templates cannot be scaled to ${sizeOf(one)}: ${error.said}`);
    });
  }
}

/** Grows a workload to what all of the traffic needs, and to what live was grown to; nothing is made smaller. */
export async function bringToSize(
  session: WriteSession,
  observation: Observation,
  slot: Slot,
  workload: Deployment,
): Promise<void> {
  const replicas = sizeNow(observation, slot, workload);
  if ((workload.spec.replicas ?? 1) < replicas) await scale(session, workload, replicas);
}

/**
 * Before traffic moves to a slot: no HPA of either goes below what all of it needs. One that has little load would
 * shrink its slot just when that is about to take everything, be it the candidate, or live at a rollback. What somebody
 * scaled live to meanwhile counts, too.
 */
export async function hold(session: WriteSession, slot: Slot): Promise<void> {
  const observation = await look(session);
  for (const one of SLOTS) {
    for (const workload of observation.slots[one].workloads.filter(({spec}) => spec.replicas !== 0)) {
      const autoscaler = autoscalerOf(observation.slots[one], workload);
      if (autoscaler) await setLeast(session, autoscaler, sizeNow(observation, one, workload));
      if (one === slot) await bringToSize(session, observation, one, workload);
    }
  }
}

/** Each HPA decides again as its version says. */
export async function letGo(session: WriteSession, {slots}: Observation): Promise<void> {
  for (const slot of SLOTS) {
    for (const autoscaler of slots[slot].autoscalers) {
      const least = declaredLeast(slots[slot], autoscaler);
      if (least !== undefined) await setLeast(session, autoscaler, least);
    }
  }
}

function sizeNow(observation: Observation, slot: Slot, workload: Deployment): number {
  return fullSize(observation, slot, workload, writtenTraffic(observation) ?? recordOf(observation).traffic);
}

async function setLeast({api, namespace}: WriteSession, {metadata, spec}: Autoscaler, least: number): Promise<void> {
  if (spec.minReplicas === least) return;
  const path = objectPath("HorizontalPodAutoscaler", namespace, metadata.name);
  await api.patch(path, "merge-patch", {spec: {minReplicas: least}});
}
