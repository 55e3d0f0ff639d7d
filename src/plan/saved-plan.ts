import {DjcdError, refusal} from "../errors.ts";
import {VERSION} from "../version.ts";
import {describeStep} from "./describe.ts";
import type {Fact, Facts} from "./facts.ts";
import type {Plan, Verb} from "./step.ts";

/** What a plan was made for. */
export interface Purpose {
  readonly djcd: string;
  readonly verb: Verb;
  readonly release: string;
  readonly namespace: string;
}

/** A plan as it is kept in a file: for people what it does, for the command that uses it what it rests on. */
export interface SavedPlan extends Purpose {
  readonly steps: readonly string[];
  readonly facts: Facts;
}

/** What a command plans for. */
export function purposeOf(verb: Verb, release: string, namespace: string): Purpose {
  return {djcd: VERSION, verb, release, namespace};
}

/** A plan as a file. */
export function savedPlanText(purpose: Purpose, {steps}: Plan, facts: Facts): string {
  const saved: SavedPlan = {...purpose, steps: steps.map(describeStep), facts};
  return `${JSON.stringify(saved, null, 2)}\n`;
}

/** Reads a plan out of a file. */
export function readSavedPlan(file: string, text: string): SavedPlan {
  const saved = parse(text) as Partial<SavedPlan> | undefined;
  if (typeof saved?.djcd === "string" && typeof saved.facts === "object") return saved as SavedPlan;
  throw new DjcdError(`${file} holds no plan. Make one with --save-plan ${file}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const PURPOSE = {
  djcd: (value) => `was made by djcd ${value}`,
  verb: (value) => `is one of ${value}`,
  release: (value) => `is for release ${value}`,
  namespace: (value) => `is for namespace ${value}`,
} as const satisfies Record<keyof Purpose, (value: string) => string>;

/** Refuses a plan that was made for something else. */
export function refuseOtherPurpose(file: string, saved: Purpose, now: Purpose): void {
  const other = (Object.keys(PURPOSE) as (keyof Purpose)[]).find((key) => saved[key] !== now[key]);
  if (!other) return;
  throw refusal(`the plan in ${file} ${PURPOSE[other](saved[other])}, not ${now[other]}. ${AGAIN}`, "out-of-date");
}

const AGAIN = "Make it again with --save-plan";

/** Refuses a plan whose facts are not those of now, by their names. */
export function refuseOutOfDate(file: string, saved: Facts, now: Facts): void {
  const news = newsOf(saved, now);
  if (news)
    throw refusal(`the plan in ${file} is out of date: ${news} changed since it was saved. ${AGAIN}`, "out-of-date");
}

/** Refuses what a person agreed to who saw another plan: somebody else has acted since. */
export function refuseChanged(shown: Facts, now: Facts): void {
  const news = newsOf(withoutPods(shown), withoutPods(now));
  if (news)
    throw refusal(`the release has changed since the plan was shown: ${news}. Nothing was changed here`, "out-of-date");
}

/** Pods come and go by themselves, and what a step needs of them it looks at: one that restarts is no reason not to go back. */
function withoutPods(facts: Facts): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !name.startsWith("pods of ")));
}

/** The facts that are others now, in words; nothing where none is. */
function newsOf(then: Facts, now: Facts): string | undefined {
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])];
  const changed = names.filter((name) => then[name]?.sha256 !== now[name]?.sha256);
  // Other facts make other steps: they are news by themselves only where nothing else is.
  const news = changed.length > 1 ? changed.filter((name) => name !== "steps") : changed;
  return news.length > 0 ? news.map((name) => `${name}${thenAndNow(then[name], now[name])}`).join(", ") : undefined;
}

function thenAndNow(then: Fact | undefined, now: Fact | undefined): string {
  return then?.seen && now?.seen && then.seen !== now.seen ? ` (${then.seen} then, ${now.seen} now)` : "";
}
