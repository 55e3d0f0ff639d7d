import type {Command, Planner} from "./command.ts";

// What makes the plan of a verb, for whoever wishes for it: a command line, or a key. Loaded when a person has done so.

/** A verb, before it is known where it is typed and how. */
export type Wished = Pick<Command, "verb" | "plan" | "typed">;

/** To take traffic back, to a rollout where one is named. */
export async function rollbackWished(to: number | undefined): Promise<Wished> {
  const [{planRollback, rollbackTarget}, {rejecting}, {findOlder}] = await Promise.all([
    import("../plan/rollback.ts"),
    import("../plan/reject.ts"),
    import("../incoming/older.ts"),
  ]);
  const plan: Planner = async (observation, session) => {
    const target = rollbackTarget(observation, to);
    const older = target === undefined ? undefined : await findOlder(session, observation, target);
    return rejecting(observation, planRollback(observation, older), session.origin);
  };
  return {verb: "rollback", plan, typed: to === undefined ? "rollback" : `rollback --to ${to}`};
}

/** To make the candidate live. */
export async function promoteWished(): Promise<Wished> {
  const {planPromote} = await import("../plan/promote.ts");
  return {verb: "promote", plan: planPromote};
}

/** To give the candidate another share. */
export async function shiftWished(weight: number): Promise<Wished> {
  const [{planShift}, {refuseShare}] = await Promise.all([
    import("../plan/shift.ts"),
    import("../observe/router-of.ts"),
  ]);
  const plan: Planner = (observation) => {
    refuseShare(observation, weight);
    return planShift(observation, weight);
  };
  return {verb: "shift", plan};
}

/** To end a rollout. */
export async function finishWished(): Promise<Wished> {
  const {planFinish} = await import("../plan/finish.ts");
  return {verb: "finish", plan: planFinish};
}
