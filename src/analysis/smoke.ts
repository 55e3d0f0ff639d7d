import type {Values} from "../helm/helm-release.ts";
import type {Finding} from "./finding.ts";
import {percent} from "./numbers.ts";
import {isAbove} from "./statistics.ts";

/** A request that a new version has to answer before it gets traffic. */
export interface SmokeCheck {
  readonly path: string;
  readonly method: string;
  readonly status: number;
  /** What headers of the answer have to be, by their names. */
  readonly headers: Readonly<Record<string, string>>;
  /** A text that the answer has to hold. */
  readonly contains: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Reads `smoke` out of computed values. */
export function smokeOf({smoke = []}: Values): readonly SmokeCheck[] {
  const defaults = {method: "GET", status: 200, headers: {}, contains: ""};
  return (smoke as readonly Pick<SmokeCheck, "path">[]).map((given) => ({...defaults, ...given}));
}

/** What is wrong with an answer; nothing where it is as expected. */
export function smokeFault(check: SmokeCheck, answer: Answer | string): string | undefined {
  const asked = `smoke check ${check.method} ${check.path}`;
  if (typeof answer === "string") return `${asked}: ${answer}`;
  if (answer.status !== check.status) return `${asked}: status ${answer.status}, and ${check.status} is expected`;
  const wrong = Object.entries(check.headers).find(
    ([name, value]) => `${answer.headers[name.toLowerCase()]}` !== value,
  );
  if (wrong)
    return `${asked}: header ${wrong[0]} is ${answer.headers[wrong[0].toLowerCase()] ?? "missing"}, and ${wrong[1]} is expected`;
  if (answer.body.includes(check.contains)) return undefined;
  return `${asked}: the answer does not hold "${check.contains}"`;
}

/** What the new version answered in a pause. Where nobody answered that is not its fault, and not counted. */
export interface SmokeTally {
  readonly asked: number;
  readonly failed: number;
  /** What was wrong last. */
  readonly fault: string | undefined;
}

export const NOT_ASKED: SmokeTally = {asked: 0, failed: 0, fault: undefined};

/** Adds one answer. */
export function counted(tally: SmokeTally, check: SmokeCheck, answer: Answer | string): SmokeTally {
  if (typeof answer === "string") return tally;
  const fault = smokeFault(check, answer);
  return {asked: tally.asked + 1, failed: tally.failed + (fault ? 1 : 0), fault: fault ?? tally.fault};
}

/** Of a hundred answers one may be wrong, as of a hundred requests; two wrong ones of two are beyond chance. */
const BOUND = 0.01;

/** The smoke checks of a pause as a metric. */
export function judgeSmoke({asked, failed, fault}: SmokeTally): Finding {
  const words = {metric: "smoke checks", candidate: `${failed} of ${asked} wrong`, live: "-", bound: percent(BOUND)};
  if (isAbove(failed, asked, BOUND)) return {...words, verdict: "fail"};
  if (asked > 0 && failed / asked <= BOUND) return {...words, verdict: "pass"};
  return {...words, verdict: "not enough data", why: fault ?? "nobody answered for the candidate"};
}

/** Why the checks end a pause, with what was wrong last. */
export function smokeTrip(tally: SmokeTally): string | undefined {
  const {asked, failed, fault} = tally;
  return judgeSmoke(tally).verdict === "fail" ? `${fault} (${failed} of ${asked} answers in this pause)` : undefined;
}
