import {describeStep} from "../plan/describe.ts";
import {answerOf} from "../plan/question.ts";
import type {Plan} from "../plan/step.ts";
import {type ObjectChange, objectLines} from "../release/object-changes.ts";
import type {Outcome} from "./outcome.ts";

/** A plan as a person reads it. */
export function planText({says, steps, objects}: Plan): string {
  const lines = steps.map((step, index) => `  ${index + 1}. ${describeStep(step)}`);
  return [...says, ...(objects ? objectsText(objects) : []), ...lines].map((line) => `${line}\n`).join("");
}

function objectsText(objects: readonly ObjectChange[]): string[] {
  return objects.length === 0
    ? ["objects: none differs"]
    : ["objects:", ...objectLines(objects).map((line) => `  ${line}`)];
}

/** A plan, and how it ended, as a machine reads it. */
export function planJson({steps, ...plan}: Plan, rollout: number, end: Outcome): string {
  const shown = steps.map((step) => ({kind: step.kind, does: describeStep(step)}));
  const asked = plan.questions.map((question) => ({...question, answer: answerOf(question)}));
  const {release, says, next, changes, objects} = plan;
  const shownPlan = {release, rollout, ...end, says, steps: shown, questions: asked, next, changes, objects};
  return `${JSON.stringify(shownPlan, null, 2)}\n`;
}

/** What to type next. */
export function nextText(next: readonly string[]): string {
  return next.length === 0 ? "" : `next:\n${next.map((line) => `  ${line}\n`).join("")}`;
}
