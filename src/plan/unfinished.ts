import {unfinishedText} from "../observe/unfinished.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, numberIn, phaseOf, recordOf} from "../release/phase.ts";
import type {Work} from "../release/work.ts";
import type {Plan} from "./step.ts";

/** An upgrade that did not come to its end, of a version that the record does not know yet; nothing where there is none. */
export function unlistedUpgrade(observation: Observation): Work | undefined {
  const {unfinished} = observation;
  const begun = unfinished?.verb === "upgrade" ? unfinished : unfinished?.over;
  if (phaseOf(observation) !== "stable" || !begun) return undefined;
  return (begun.rollout ?? 0) > recordOf(observation).number ? begun : undefined;
}

/** The last number that was given to a rollout: one that was never listed has its own. */
export function lastNumber(observation: Observation): number {
  const {number} = recordOf(observation);
  return Math.max(
    number,
    numberIn(observation, idleSlot(observation)) ?? 0,
    unlistedUpgrade(observation)?.rollout ?? 0,
  );
}

/** Says in a plan what a command before it began and did not end, and which of its migrations go on. */
export function tellOfUnfinished(observation: Observation, plan: Plan): Plan {
  const {unfinished} = observation;
  return unfinished ? {...plan, says: [...plan.says, unfinishedText(observation, unfinished)]} : plan;
}
