import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import type {Plan} from "./step.ts";

/** The rollout that a plan is about: the last that it records, or the one that is recorded. */
export function rolloutOf(observation: Observation, {steps}: Plan): number {
  const last = steps.findLast((step) => step.kind === "shift");
  return (last?.block ?? recordOf(observation)).number;
}
