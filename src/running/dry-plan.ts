import {readLock} from "../kubernetes/lease.ts";
import {planDiscard} from "../plan/discard.ts";
import {questionText} from "../plan/question.ts";
import type {Plan} from "../plan/step.ts";
import {wholeLook} from "./first-look.ts";
import {planText} from "./plan-text.ts";
import {planned, type Run} from "./planned.ts";

/** The plan of a command that is only shown, and the number of its rollout: nothing is locked. */
export async function dryPlan(run: Run): Promise<{readonly plan: Plan; readonly rollout: number}> {
  const {session, name, verb} = run;
  const {api, namespace, context} = session;
  const [seen, {left}] = await Promise.all([
    wholeLook(session, name, verb),
    readLock(api, context.clock, namespace, name),
  ]);
  const {plan, rollout} = await planned(run, seen, left);
  return {plan: before(planDiscard(seen), plan), rollout};
}

/** Such a plan, with what it asks. */
export function dryText(plan: Plan): string {
  return `${planText(plan)}${plan.questions.map(questionText).join("")}`;
}

/** One plan after the other, as one. */
function before(first: Plan, then: Plan): Plan {
  return {...then, says: [...first.says, ...then.says], steps: [...first.steps, ...then.steps]};
}
