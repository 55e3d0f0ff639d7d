import type {Session} from "../apply/session.ts";
import {verdictNow} from "../apply/verdict.ts";
import type {Plan} from "../plan/step.ts";
import {raisesUnseen, tellOfVerdict} from "../plan/verdict.ts";
import type {Observation} from "../release/observation.ts";

/** Looks how the candidate does, where a plan gives it more traffic at once. */
export async function withVerdict(session: Session, observation: Observation, plan: Plan): Promise<Plan> {
  if (!raisesUnseen(observation, plan)) return plan;
  return tellOfVerdict(observation, plan, await verdictNow(session, observation));
}
