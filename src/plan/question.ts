/** What a plan may ask. */
export type QuestionKind = "schema" | "verdict" | "entrance" | "build" | "unmeasured" | "uninstall" | "unlock";

/**
 * How each kind is answered. What may break the version that answers requests wants the name of what is asked, which no
 * pipeline says by habit; a plain yes answers the rest. That `uninstall` ends a release is said by its own name.
 */
const ANSWERED_BY = {
  schema: "name",
  verdict: "name",
  entrance: "name",
  build: "name",
  unmeasured: "yes",
  uninstall: "yes",
  unlock: "yes",
} as const satisfies Record<QuestionKind, "name" | "yes">;

/** To be answered before anything changes. */
export interface Question {
  readonly kind: QuestionKind;
  /** What is accepted: a migration, say. */
  readonly name: string;
  readonly text: string;
}

/** The answers that stand on the command line. */
export interface Answers {
  readonly yes: boolean;
  /** Names of what is accepted. */
  readonly accept: readonly string[];
}

/** Whether a question wants its name for an answer. */
export function wantsName({kind}: Question): boolean {
  return ANSWERED_BY[kind] === "name";
}

/** The flag that answers a question. */
export function answerOf(question: Question): string {
  return wantsName(question) ? `--accept ${question.name}` : "--yes";
}

/** Questions that the command line leaves open. */
export function openQuestions(questions: readonly Question[], {yes, accept}: Answers): readonly Question[] {
  return questions.filter((question) => !(wantsName(question) ? accept.includes(question.name) : yes));
}

/** What a person accepted by its name, once all questions of a plan are answered. */
export function acceptedIn(questions: readonly Question[]): readonly string[] {
  return questions.filter(wantsName).map(({name}) => name);
}

/** A question as a plan that is only shown has it. */
export function questionText(question: Question): string {
  return `question: ${question.text} (${answerOf(question)})\n`;
}
