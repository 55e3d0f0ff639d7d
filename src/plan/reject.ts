import type {Origin, Rejection} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import type {Plan, Step} from "./step.ts";

/** Rejections that are remembered. */
const KEPT = 10;

/** A rollback that says why rejects the rollout that is out: its version is not released again unasked. */
export function rejecting(observation: Observation, plan: Plan, {by, reason}: Origin): Plan {
  if (!reason || !["candidate", "warm"].includes(phaseOf(observation))) return plan;
  const {number, rejected = []} = recordOf(observation);
  const others = rejected.filter((one) => one.number !== number);
  const now = [{number, by, reason}, ...others].slice(0, KEPT);
  return {
    ...plan,
    says: [...plan.says, `#${number} is rejected: ${reason}`],
    steps: plan.steps.map((step) => withRejected(step, now)),
  };
}

function withRejected(step: Step, rejected: readonly Rejection[]): Step {
  return step.kind === "shift" ? {...step, block: {...step.block, rejected}} : step;
}
