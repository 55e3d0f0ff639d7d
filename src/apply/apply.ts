import {describeStep} from "../plan/describe.ts";
import type {Plan, Step, StepKind} from "../plan/step.ts";
import {CheckFailed} from "./check-failed.ts";
import {discard} from "./discard.ts";
import {isTold, tell} from "./event.ts";
import {adopt, awaitJobs, becomeFront, keep, unkeep} from "./hand-over.ts";
import {migrate} from "./job.ts";
import {note, noteFailure} from "./ledger.ts";
import {closeRoute, openRoute} from "./open-route.ts";
import {drain, pause} from "./pause.ts";
import {prune, pruneUnmanaged} from "./prune.ts";
import {restore} from "./restore.ts";
import {look, type WriteSession} from "./session.ts";
import {shift} from "./shift.ts";
import {adjust, fill, ready, scaleDown, scaleUp} from "./slot.ts";
import {smoke} from "./smoke.ts";
import {clearJobs, uninstall} from "./uninstall.ts";

type Done = Exclude<StepKind, "pause">;

type Perform = {[K in Done]: (step: Extract<Step, {kind: K}>, session: WriteSession) => Promise<void>};

const PERFORM: Perform = {
  discard,
  restore,
  "await-jobs": awaitJobs,
  keep,
  adopt,
  "become-front": becomeFront,
  "prune-unmanaged": pruneUnmanaged,
  unkeep,
  migrate,
  fill,
  adjust,
  "open-route": openRoute,
  "close-route": closeRoute,
  "scale-up": scaleUp,
  ready,
  shift,
  smoke,
  drain,
  prune,
  "scale-down": scaleDown,
  uninstall,
  "clear-jobs": clearJobs,
};

/**
 * Does the steps of a plan, one after the other; each looks at the world anew. The only code that changes anything.
 * What was done is noted under the number of the rollout.
 */
export async function apply(plan: Plan, rollout: number, session: WriteSession): Promise<void> {
  for (const [index, step] of plan.steps.entries()) {
    session.lock.assertHeld();
    session.turn.tell(placeOf(plan.steps, index));
    session.says(`[${index + 1}/${plan.steps.length}] ${describeStep(step)}`);
    const before = isTold(step) ? await look(session) : undefined;
    const found = await perform(step, session).catch(async (error: unknown) => {
      if (error instanceof CheckFailed) await noteFailure(error.message, rollout, session);
      throw error;
    });
    await note(step, rollout, session, found);
    if (before) await tell(step, rollout, before, session);
  }
}

/** Where a command is, for those who look at the release meanwhile. */
function placeOf(steps: readonly Step[], index: number) {
  const next = steps.slice(index + 1).find((step) => step.kind === "shift");
  const candidate = next?.block.candidate;
  return {
    step: index + 1,
    of: steps.length,
    does: describeStep(steps[index] as Step),
    next: next && (candidate ? next.block.traffic[candidate] : 100),
    waits: undefined,
    until: undefined,
  };
}

/** Does a step. What it found out comes back, line by line: a pause looks at the candidate, the others just act. */
async function perform(step: Step, session: WriteSession): Promise<readonly string[]> {
  if (step.kind === "pause") return pause(step, session);
  await (PERFORM[step.kind] as (step: Step, session: WriteSession) => Promise<void>)(step, session);
  return [];
}
