import type {Reason} from "../errors.ts";
import type {Plan} from "../plan/step.ts";

/** How a command ended, in words that a pipeline can rely on. */
export interface Outcome {
  readonly outcome: "done" | "would change" | "nothing to do" | "waiting for a person" | "written";
  readonly reason?: Reason;
  /** Files that wait for a commit. */
  readonly written?: readonly string[];
}

const NOTHING: Outcome = {outcome: "nothing to do", reason: "nothing-to-do"};

/** What a plan that was applied came to. */
export function outcomeOf({steps, waits}: Plan): Outcome {
  if (waits !== undefined) return {outcome: "waiting for a person", reason: "waiting-for-person"};
  return steps.length > 0 ? {outcome: "done"} : NOTHING;
}

/** What a plan that was only shown would come to. */
export function outlookOf({steps}: Plan): Outcome {
  return steps.length > 0 ? {outcome: "would change"} : NOTHING;
}
