import type {Phase} from "../release/phase.ts";

// What keys mean to a person who watches a release: each verb is shown first, and Enter does what is shown.

/** A verb that a key stands for. */
export type Wish =
  | {readonly verb: "rollback" | "promote" | "finish"}
  | {readonly verb: "shift"; readonly weight: number};

/** Where the person is: nothing asked; a plan asked for, and then seen; or a verb at work, which hears no key. */
export type Typing =
  | {readonly at: "watching" | "doing"}
  | {readonly at: "planning" | "shown"; readonly wish: Wish; readonly digits: string};

/** What is to be done about a key. */
export type Does = "nothing" | "plan" | "act" | "give up" | "end" | "interrupt" | "suspend";

/** What a key leads to. */
export interface Step {
  readonly typing: Typing;
  readonly does: Does;
}

export const WATCHING: Typing = {at: "watching"};

const VERBS = {r: {verb: "rollback"}, p: {verb: "promote"}, f: {verb: "finish"}} as const satisfies Record<
  string,
  Wish
>;

type Key = keyof typeof VERBS | "digit";

/** The keys that make sense. */
const KEYS = {
  unmanaged: [],
  stable: [],
  candidate: ["r", "p", "digit"],
  warm: ["r", "f"],
} as const satisfies Record<Phase, readonly Key[]>;

const TITLES = {
  r: "r rollback",
  p: "p promote",
  digit: "0-99 share of the candidate",
  f: "f finish",
} as const satisfies Record<Key, string>;

/** The keys of a phase, for people. */
export function keysText(phase: Phase): string {
  return [...KEYS[phase].map((key) => TITLES[key]), "q quits"].join("  ");
}

/** What a person has asked for, for people. */
export function askedText(typing: Typing): string {
  if (!("wish" in typing)) return "";
  const {wish} = typing;
  return wish.verb === "shift" ? `shift to ${wish.weight} %` : wish.verb;
}

/** Those whose signals the terminal sends where it is not read key by key. */
const SIGNALS: ReadonlyMap<string, Does> = new Map([
  ["\x03", "interrupt"],
  ["\x1a", "suspend"],
]);

const ENTER: ReadonlySet<string> = new Set(["\r", "\n"]);

/** What a key means to somebody who is there, in this phase. */
export function typed(typing: Typing, key: string, phase: Phase): Step {
  const signal = SIGNALS.get(key);
  if (signal) return {typing, does: signal};
  return ON[typing.at](typing as never, key, phase);
}

type On<T> = (typing: T, key: string, phase: Phase) => Step;

type Asked = Extract<Typing, {readonly wish: Wish}>;

const nothing = (typing: Typing): Step => ({typing, does: "nothing"});

const asks = (wish: Wish, digits = ""): Step => ({typing: {at: "planning", wish, digits}, does: "plan"});

const onWatching: On<Typing> = (typing, key, phase) => {
  if (key === "q") return {typing, does: "end"};
  const offered: readonly string[] = KEYS[phase];
  if (isDigit(key)) return offered.includes("digit") ? asksShare(key) : nothing(typing);
  return offered.includes(key) ? asks(VERBS[key as keyof typeof VERBS]) : nothing(typing);
};

/** Enter does what was seen, and nothing else; any key that is not meant gives it up. */
const onAsked: On<Asked> = (typing, key) => {
  const {at, wish, digits} = typing;
  if (ENTER.has(key)) return at === "shown" ? {typing: {at: "doing"}, does: "act"} : nothing(typing);
  if (wish.verb === "shift" && isDigit(key) && digits.length < 3) return asksShare(`${digits}${key}`);
  return {typing: WATCHING, does: "give up"};
};

const ON = {watching: onWatching, planning: onAsked, shown: onAsked, doing: nothing} as const satisfies Record<
  Typing["at"],
  On<never>
>;

function isDigit(key: string): boolean {
  return /^\d$/.test(key);
}

function asksShare(digits: string): Step {
  return asks({verb: "shift", weight: Number(digits)}, digits);
}

/** One key that is several bytes, as an arrow is; else each letter is one. */
const KEY = new RegExp(`${"\x1b"}(\\[[0-9;?]*[ -/]*[@-~]|O.)|.`, "gsu");

/** The keys that bytes of a terminal stand for, of which several may come at once. */
export function keysIn(text: string): readonly string[] {
  return text.match(KEY) ?? [];
}
