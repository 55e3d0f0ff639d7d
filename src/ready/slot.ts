import type {Deployment, Pod} from "../kubernetes/objects.ts";
import {isUp, readyEndpoints, type SlotObservation, wantedPods} from "../release/observation.ts";
import {deploymentReadiness} from "./deployment.ts";
import {isReady, placeReadiness, podReadiness} from "./pod.ts";
import {allReady, failed, READY, type Readiness, waiting} from "./readiness.ts";

/** Promise 1: a slot may take requests when its pods are available and its Service has an endpoint for each. */
export function slotReadiness(slot: SlotObservation): Readiness {
  if (slot.workloads.length === 0) return failed(`slot ${slot.slot} has no Deployment`);
  if (wantedPods(slot) === 0) return failed(`slot ${slot.slot} is scaled to 0`);
  const alive = slot.pods.filter(isStaying);
  const pods = alive.map(podReadiness);
  const hopeless = pods.find(({state}) => state === "failed");
  // A pod without a node says more than the Deployment that counts it.
  const places = alive.map(placeReadiness);
  return (
    hopeless ?? allReady([...places, ...slot.workloads.map(deploymentReadiness), ...pods, endpointReadiness(slot)])
  );
}

/** Whether each pod that stays takes requests, and there are as many as there should be. */
export function podsAreReady(slot: SlotObservation): boolean {
  const alive = slot.pods.filter(isStaying);
  return alive.length >= wantedPods(slot) && alive.every(isReady);
}

function isStaying({metadata}: Pod): boolean {
  return metadata.deletionTimestamp === undefined;
}

function endpointReadiness(slot: SlotObservation): Readiness {
  const wanted = servedPods(slot);
  const ready = readyEndpoints(slot.endpoints);
  return ready < wanted ? waiting(`Service of slot ${slot.slot}: ${ready}/${wanted} endpoints ready`) : READY;
}

/** Replicas of the component that the slot's Service selects. */
function servedPods({service, workloads}: SlotObservation): number {
  const component = service?.spec.selector?.["app.kubernetes.io/component"];
  const served = workloads.find(({metadata}) => metadata.labels?.["app.kubernetes.io/component"] === component);
  return served?.spec.replicas ?? 1;
}

/**
 * A slot is down when no pod of it is left, and none comes: where it goes down just after it was filled, its controllers
 * may be about to make the first ones.
 */
export function slotIsDown(slot: SlotObservation): Readiness {
  const names = slot.pods.map(({metadata}) => metadata.name).join(", ");
  if (isUp(slot)) return waiting(`slot ${slot.slot}: pods that are still there: ${names}`);
  const late = slot.workloads.find((workload) => !isSettled(workload));
  return late ? waiting(`Deployment ${late.metadata.name}: its controller has not seen yet that it goes down`) : READY;
}

function isSettled({metadata, status}: Deployment): boolean {
  return (status?.observedGeneration ?? 0) >= (metadata.generation ?? 0) && (status?.replicas ?? 0) === 0;
}
