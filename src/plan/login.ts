import {inWords} from "../strategies/duration.ts";
import type {Plan} from "./step.ts";

/** What no step is without: a slot that starts, answers that follow. */
const AT_LEAST_SECONDS = 60;

/** Adds to a plan that the login ends before its steps can be done: half a rollout waits for the next command then. */
export function tellOfLogin(plan: Plan, ends: Date | undefined, now: Date): Plan {
  if (ends === undefined || plan.steps.length === 0) return plan;
  const pauses = plan.steps.reduce((sum, step) => sum + (step.kind === "pause" ? step.seconds : 0), 0);
  const left = Math.round((ends.getTime() - now.getTime()) / 1000);
  if (left > pauses + AT_LEAST_SECONDS) return plan;
  const when = left > 0 ? `ends in ${inWords(left)}, at ${ends.toISOString()}` : `ended at ${ends.toISOString()}`;
  const takes = pauses > 0 ? `, and the pauses alone take ${inWords(pauses)}` : "";
  return {...plan, says: [...plan.says, `your login to the cluster ${when}${takes}: log in again first`]};
}
