import {isDeepStrictEqual} from "node:util";
import type {Acceptance, Origin} from "../release/block.ts";
import {acceptedIn} from "./question.ts";
import type {Plan, Step} from "./step.ts";

/** Acceptances that are remembered. */
const KEPT = 10;

/** A plan whose questions were answered records what was accepted by its name: history tells who took the risk. */
export function accepting(plan: Plan, rollout: number, {by}: Pick<Origin, "by">): Plan {
  const what = acceptedIn(plan.questions);
  if (what.length === 0) return plan;
  const acceptance = {number: rollout, by, what};
  return {...plan, steps: plan.steps.map((step) => withAccepted(step, acceptance))};
}

function withAccepted(step: Step, acceptance: Acceptance): Step {
  if (step.kind !== "shift") return step;
  const others = (step.block.accepted ?? []).filter((one) => !isDeepStrictEqual(one, acceptance));
  const accepted = [acceptance, ...others].slice(0, KEPT);
  return {...step, block: {...step.block, accepted}};
}
