import {partOf} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import {ownerOf} from "../release/ownership.ts";
import {recordOf} from "../release/phase.ts";
import type {Step} from "./step.ts";

export const KEEP = "helm.sh/resource-policy";

const FIRST_SLOT = "blue";

/**
 * The steps that make the first slot a release of its own, or what is left of them after a kill; none when that is
 * long done. The order is the one that was seen to survive being killed anywhere (docs/decisions/0001).
 */
export function handOver(observation: Observation): Step[] {
  if (partOf(observation.front) === "all") {
    return [
      {kind: "await-jobs"},
      {kind: "keep", slot: FIRST_SLOT},
      {kind: "adopt", slot: FIRST_SLOT},
      {kind: "become-front", block: recordOf(observation)},
      ...closing(),
    ];
  }
  if (isForeign(observation))
    return [{kind: "keep", slot: FIRST_SLOT}, {kind: "adopt", slot: FIRST_SLOT}, ...closing()];
  return isMarked(observation) ? closing() : [];
}

/** A plain rollback in the middle of a hand-over gave the objects back to the first release. */
function isForeign({slots, release}: Observation): boolean {
  return slots[FIRST_SLOT].workloads.some((workload) => ownerOf(workload) === release);
}

function closing(): Step[] {
  return [{kind: "prune-unmanaged"}, {kind: "unkeep", slot: FIRST_SLOT}];
}

/** The marks go last: where one is left, the hand-over was interrupted. */
function isMarked({slots}: Observation): boolean {
  return slots[FIRST_SLOT].workloads.some(({metadata}) => metadata.annotations?.[KEEP] === "keep");
}
