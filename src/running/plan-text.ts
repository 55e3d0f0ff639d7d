import {describeStep} from "../plan/describe.ts";
import type {Plan} from "../plan/step.ts";
import type {Outcome} from "./outcome.ts";

/** A plan as a person reads it. */
export function planText({says, steps}: Plan): string {
  const lines = steps.map((step, index) => `  ${index + 1}. ${describeStep(step)}`);
  return [...says, ...lines].map((line) => `${line}\n`).join("");
}

/** A plan, and how it ended, as a machine reads it. */
export function planJson({release, says, steps, questions, next}: Plan, rollout: number, end: Outcome): string {
  const shown = steps.map((step) => ({kind: step.kind, does: describeStep(step)}));
  return `${JSON.stringify({release, rollout, ...end, says, steps: shown, questions, next}, null, 2)}\n`;
}

/** What to type next. */
export function nextText(next: readonly string[]): string {
  return next.length === 0 ? "" : `next:\n${next.map((line) => `  ${line}\n`).join("")}`;
}
