import {type FileName, isSealBroken} from "../release/committed.ts";
import {SLOTS} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {leftover, phaseOf} from "../release/phase.ts";

/** Values files that somebody changed while a rollout is out, after djcd wrote them. */
export function changedByHands(observation: Observation): FileName[] {
  if (phaseOf(observation) === "stable" && leftover(observation) === undefined) return [];
  const {front, slots} = observation;
  const files = [["front", front] as const, ...SLOTS.map((slot) => [slot, slots[slot].release] as const)];
  return files.filter(([, release]) => release && isSealBroken(release)).map(([file]) => file);
}
