import {describeStep} from "../plan/describe.ts";
import type {Plan, Step, StepKind} from "../plan/step.ts";
import {discard} from "./discard.ts";
import {adopt, awaitJobs, becomeFront, keep, unkeep} from "./hand-over.ts";
import {migrate} from "./job.ts";
import {note} from "./ledger.ts";
import {drain, pause} from "./pause.ts";
import {prune, pruneUnmanaged} from "./prune.ts";
import {restore} from "./restore.ts";
import type {WriteSession} from "./session.ts";
import {shift} from "./shift.ts";
import {adjust, fill, ready, scaleDown, scaleUp} from "./slot.ts";
import {smoke} from "./smoke.ts";
import {clearJobs, uninstall} from "./uninstall.ts";

type Perform = {[K in StepKind]: (step: Extract<Step, {kind: K}>, session: WriteSession) => Promise<void>};

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
  "scale-up": scaleUp,
  ready,
  shift,
  smoke,
  pause,
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
    session.says(`[${index + 1}/${plan.steps.length}] ${describeStep(step)}`);
    await perform(step, session);
    await note(step, rollout, session);
  }
}

function perform<K extends StepKind>(step: Extract<Step, {kind: K}>, session: WriteSession): Promise<void> {
  return (PERFORM[step.kind as K] as (step: Step, session: WriteSession) => Promise<void>)(step, session);
}
