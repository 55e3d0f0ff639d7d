import {isDeepStrictEqual} from "node:util";
import type {Deployment, KubeObject, ManagedFields} from "../kubernetes/objects.ts";
import {partOf, personValues} from "../release/block.ts";
import {declaredReplicas} from "../release/full-size.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import {SLOTS, type Slot, slotRelease} from "../release/names.ts";
import type {Observation, SlotObservation} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {clockText} from "../release/times.ts";
import {missingOf} from "./looked-at.ts";
import {isLost} from "./lost-front.ts";
import {strayRoutes} from "./stray-routes.ts";

/** Containers that run another image than their version says: somebody changed a Deployment by hand. */
export function imagesChanged({release, workloads}: SlotObservation): string[] {
  const recorded = objectsIn(release?.manifest ?? "") as Deployment[];
  return workloads.flatMap((workload) => {
    const {spec} = recorded.find((one) => keyOf(one) === keyOf(workload)) ?? workload;
    return spec.template.spec.containers.flatMap(({name, image}) => {
      const runs = workload.spec.template.spec.containers.find((one) => one.name === name)?.image;
      return runs === image ? [] : [`${keyOf(workload)} runs ${runs}, recorded is ${image}${lastHand(workload)}`];
    });
  });
}

/** Workloads whose size somebody changed by hand, where no HPA does. */
function scaled(slot: SlotObservation): string[] {
  return [...slot.workloads, ...slot.own].flatMap((workload) => {
    const declared = declaredReplicas(slot, workload);
    const {replicas} = workload.spec;
    if (declared === undefined || replicas === declared) return [];
    return [`${keyOf(workload)} wants ${replicas} pods, recorded is ${declared}${lastHand(workload)}`];
  });
}

/** Whether the front says something else than the live slot: after a plain `helm rollback` of one of the two. */
export function isFrontStale(observation: Observation): boolean {
  const {front} = observation;
  const live = liveRelease(observation);
  if (partOf(front) !== "front") return false;
  const [one, other] = [front, live].map(({chart, values}) => [chart.metadata, personValues(values)]);
  return isLost(front) || !isDeepStrictEqual(one, other);
}

/** What is not as it was recorded, in words; the weights of the route and leftovers are told elsewhere. */
export function driftNotes(observation: Observation): string[] {
  const {front, slots, release, present} = observation;
  if (partOf(front) === "all") return [];
  const {live} = recordOf(observation);
  const gone = slots[live].release ? [] : [`release ${slotRelease(release, live)}, the live slot, was uninstalled`];
  const missing = missingOf(front.manifest, present).map(deleted);
  return [
    ...gone,
    ...frontNotes(observation),
    ...strayNotes(observation),
    ...missing,
    ...inUse(observation).flatMap((slot) => slotNotes(observation, slot)),
  ];
}

function frontNotes(observation: Observation): string[] {
  const {front, release} = observation;
  if (isLost(front)) return [`release ${release}, the front, was uninstalled: the next command puts it back`];
  return isFrontStale(observation)
    ? [
        `release ${release} and the live slot hold different versions: somebody ran plain Helm. The next command puts it right`,
      ]
    : [];
}

function strayNotes(observation: Observation): string[] {
  const {release} = observation;
  return strayRoutes(observation).map(
    (object) =>
      `${keyOf(object)} stands beside the recorded route and leads to what is live: a move to another router waits, or was cut short. ` +
      `To end it, type that upgrade again; to take it back: helm djcd finish ${release}`,
  );
}

function inUse(observation: Observation): Slot[] {
  const {traffic} = recordOf(observation);
  return SLOTS.filter((slot) => traffic[slot] !== undefined);
}

function slotNotes({slots, present}: Observation, slot: Slot): string[] {
  const missing = missingOf(slots[slot].release?.manifest ?? "", present);
  return [...missing.map(deleted), ...imagesChanged(slots[slot]), ...scaled(slots[slot])];
}

function deleted(key: string): string {
  return `${key} does not exist: somebody deleted it. The next command puts it back`;
}

const OURS = /^(helm|djcd|kube-controller-manager|kubelet|Go-http-client)$/;

/** Who wrote to an object last, other than Helm, djcd and the cluster itself: `, by kubectl-edit at 12:03:00`. */
export function lastHand({metadata}: KubeObject): string {
  const writes = (metadata.managedFields ?? []).filter(
    ({manager = "", subresource}) => !OURS.test(manager) && subresource !== "status",
  );
  const last = writes.toSorted((one, other) => timeOf(one).localeCompare(timeOf(other))).at(-1);
  return last?.manager ? `, by ${last.manager}${last.time ? ` at ${clockText(last.time)}` : ""}` : "";
}

function timeOf({time = ""}: ManagedFields): string {
  return time;
}
