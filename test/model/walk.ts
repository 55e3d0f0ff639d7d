import {isDeepStrictEqual} from "node:util";
import * as fc from "fast-check";
import {perSlot, SLOTS} from "../../src/release/names.ts";
import {phaseOf, recordOf} from "../../src/release/phase.ts";
import {type Fate, NOBODY_THERE, type Ran, STRATEGIES, type, typeRouteAlone, type Verb} from "./command.ts";
import {liveSlot, type Model, PLAIN_INSTALL, REPLICAS} from "./model.ts";
import {observed} from "./observed.ts";
import {happen, type Incident} from "./people.ts";
import {brokenBy, dangerInHistory, isAtRest, numbersTell, summary, trafficIntoNothing} from "./promises.ts";

/** A verb; where `kill` is given, killed after so many actions, and typed again or left as it is. */
interface Typed {
  readonly typed: Verb;
  readonly kill: number | undefined;
  /** Of a rollback: whether every write but the route's is refused, the first time. */
  readonly refused: boolean;
  readonly again: boolean;
}

export type Move = Typed | Incident;

const verbs: fc.Arbitrary<Verb> = fc.oneof(
  fc.record({
    verb: fc.constant("upgrade" as const),
    tag: fc.constantFrom("v1", "v2", "v3", "broken"),
    strategy: fc.constantFrom(...(Object.keys(STRATEGIES) as (keyof typeof STRATEGIES)[])),
  }),
  fc.record({verb: fc.constant("shift" as const), weight: fc.constantFrom(0, 10, 50, 99)}),
  fc.record({verb: fc.constant("promote" as const)}),
  fc.record({verb: fc.constant("hold" as const)}),
  fc.record({verb: fc.constant("resume" as const)}),
  fc.record({verb: fc.constant("rollback" as const)}),
  fc.record({verb: fc.constant("rollback" as const), to: fc.nat(5)}),
  fc.record({verb: fc.constant("finish" as const)}),
);

const slots = fc.constantFrom(...SLOTS);

const incidents: fc.Arbitrary<Incident> = fc.oneof(
  fc.record({
    by: fc.constant("helm rollback" as const),
    of: fc.constantFrom("front", ...SLOTS),
    back: fc.integer({min: 1, max: 9}),
  }),
  fc.record({by: fc.constant("kubectl scale" as const), slot: slots, to: fc.nat(3)}),
  fc.record({by: fc.constant("pod death" as const), slot: slots}),
  fc.record({by: fc.constant("time" as const)}),
);

const typed: fc.Arbitrary<Typed> = fc.record({
  typed: verbs,
  kill: fc.option(fc.nat(20), {nil: undefined, freq: 2}),
  refused: fc.boolean(),
  again: fc.boolean(),
});

/** Any moves of people, machines and killers. */
const moves = fc.array(fc.oneof({weight: 3, arbitrary: typed}, {weight: 1, arbitrary: incidents}), {
  minLength: 1,
  maxLength: 60,
  size: "max",
});

/** Goes many walks, thirty moves long in the mean; the shortest story that breaks a promise, or nothing. */
export function brokenPromise({walks, seed}: {readonly walks: number; readonly seed: number}): string | undefined {
  const {failed, errorInstance} = fc.check(fc.property(moves, walk), {numRuns: walks, seed});
  return failed ? `seed ${seed}: ${(errorInstance as Error).message}` : undefined;
}

/** Moves without end, the same for the same seed. */
export function someMoves(seed: number): readonly Move[] {
  return fc.sample(moves, {seed, numRuns: 100}).flat();
}

/** Goes a walk; an error at the first promise that is broken, with the story up to it. */
function walk(moves: readonly Move[]): void {
  let model = PLAIN_INSTALL;
  let left: Left = {};
  const story: string[] = [];
  for (const move of moves) {
    const {after, told, broken, leaves} = moved(model, move, left);
    story.push(told);
    left = leaves;
    const wrong = broken ?? dangerInHistory(after) ?? restless(after);
    if (wrong) throw new Error(`${wrong}\n${story.map((line) => `  ${line}`).join("\n")}`);
    model = after;
  }
}

/** What a verb throws but a refusal is a promise that is broken, too. */
function moved(model: Model, move: Move, left: Left): Moved {
  try {
    return "typed" in move ? typing(model, move, left) : {...incident(model, move), leaves: left};
  } catch (error) {
    return {after: model, told: JSON.stringify(move), broken: `${(error as Error).message}, thrown`, leaves: left};
  }
}

/** What stands on the lock: of a command that was killed, or gave way where it waited, for whatever is typed next. */
type Left = Pick<Fate, "left" | "unfinished">;

interface Moved {
  readonly after: Model;
  readonly told: string;
  readonly broken: string | undefined;
  readonly leaves: Left;
}

function incident(before: Model, one: Incident): Omit<Moved, "leaves"> {
  const after = happen(before, one);
  const {by, ...rest} = one;
  return {after, told: `${by} ${Object.values(rest).join(" ")}: ${inShort(after)}`, broken: trafficIntoNothing(after)};
}

function typing(before: Model, move: Typed, left: Left): Moved {
  const {typed: verb, kill, refused, again} = move;
  if (refused && verb.verb === "rollback") return rollingBack(before, verb, again, left);
  const whole = type(before, verb, left);
  const run = kill !== undefined && kill <= whole.actions ? type(before, verb, {...left, killAfter: kill}) : whole;
  const after =
    run.end === "killed" && again ? type(run.model, verb, {left: run.note, unfinished: run.work}).model : run.model;
  const told = `${Object.values(verb).join(" ")}${run.end === "killed" ? `, killed after ${kill}${again ? ", typed again" : ""}` : ""}`;
  const broken =
    brokenAlong(before, whole) ??
    healthyTakenBack(before, verb, left, whole) ??
    (again && numbersTell(before) ? otherEnd(whole, run, after) : undefined);
  return {after, told: `${told}: ${ending(run)}${inShort(after)}`, broken, leaves: leftBy(run, again, left)};
}

/** Nothing but the route may keep traffic from going back, and typed again when the rest is mended it ends the same. */
function rollingBack(before: Model, verb: Extract<Verb, {verb: "rollback"}>, again: boolean, left: Left): Moved {
  const whole = type(before, verb, left);
  const run = typeRouteAlone(before, verb, left);
  const after = again && run.end === "route alone" ? type(run.model, verb, left).model : run.model;
  const told = `${Object.values(verb).join(" ")}, and all but the route is refused${again ? ", typed again" : ""}`;
  const broken =
    brokenAlong(before, run) ??
    (isDeepStrictEqual({...run.model, route: {}}, {...before, route: {}})
      ? undefined
      : "more than the route was written") ??
    keptFromGoingBack(before, whole, run) ??
    (again && numbersTell(before) ? otherEnd(whole, run, after) : undefined);
  return {
    after,
    told: `${told}: ${ending(run)}${inShort(after)}`,
    broken,
    leaves: again && run.end === "route alone" ? {} : left,
  };
}

/** A rollback out of a rollout that the world lets through goes through on the route, whatever else is refused. */
function keptFromGoingBack(before: Model, whole: Ran, run: Ran): string | undefined {
  const isOut = ["candidate", "warm"].includes(phaseOf(observed(before)));
  const isNobodyThere = typeof run.end === "object" && run.end.refused === NOBODY_THERE;
  if (!isOut || isNobodyThere || whole.end !== "done" || isDeepStrictEqual(run.model.route, whole.model.route))
    return undefined;
  return `the traffic did not go back: ${JSON.stringify(run.model.route)} instead of ${JSON.stringify(whole.model.route)}`;
}

/** Whoever is refused leaves what he found; who comes to an end leaves nothing. */
function leftBy({end, note, work}: Ran, again: boolean, found: Left): Left {
  if (typeof end === "object") return found;
  return end === "killed" && !again ? {left: note, unfinished: work} : {};
}

/** An upgrade that got no traffic is ended by a rollback, which takes nothing else back. */
function healthyTakenBack(before: Model, verb: Verb, {unfinished}: Left, {model, end}: Ran): string | undefined {
  const isEnding = verb.verb === "rollback" && verb.to === undefined && unfinished?.verb === "upgrade";
  const seen = observed(before);
  if (!isEnding || end !== "done" || phaseOf(seen) !== "stable") return undefined;
  if ((unfinished?.rollout ?? 0) <= recordOf(seen).number || liveSlot(model) === liveSlot(before)) return undefined;
  return `a rollback took the live version back in place of ending the upgrade of #${unfinished?.rollout}`;
}

function ending({end}: Ran): string {
  return typeof end === "object" ? `refused (${end.refused}), ` : end === "went back" ? "went back, " : "";
}

function brokenAlong(before: Model, {seen}: Ran): string | undefined {
  const broken = seen.map((after, index) => brokenBy(seen[index - 1] ?? before, after));
  return broken.find((one) => one !== undefined);
}

/** What failed, and is tried again, is another attempt. */
function withoutNumbers(model: Model) {
  const {record, slots, ...rest} = summary(model);
  return {...rest, record: {...record, number: 0}, tags: perSlot((slot) => ({...slots[slot], number: 0}))};
}

/** Promise 4: killed and typed again is as good as never killed. */
function otherEnd(whole: Ran, {end}: Ran, after: Model): string | undefined {
  if (end !== "killed" && end !== "route alone") return undefined;
  const told = whole.end === "went back" ? withoutNumbers : summary;
  if (isDeepStrictEqual(told(after), told(whole.model))) return undefined;
  const [is, wanted] = [after, whole.model].map((one) => JSON.stringify(summary(one)));
  return `${end}, and typed again it ends elsewhere:\n  ${is}\n  instead of\n  ${wanted}`;
}

const WAY_TO_REST = {
  unmanaged: {verb: "finish"},
  stable: {verb: "finish"},
  candidate: {verb: "rollback"},
  warm: {verb: "finish"},
} as const satisfies Record<string, Verb>;

/** From anywhere a few ordinary verbs lead to rest, once people undid what they did, and pods had the time to start. */
function restless(from: Model): string | undefined {
  const undone = from.hurt.reduce((model, slot) => happen(model, {by: "kubectl scale", slot, to: REPLICAS}), from);
  let model = happen(undone, {by: "time"});
  for (let verbs = 0; verbs < 4; verbs++) {
    if (isAtRest(model)) return undefined;
    model = type(model, WAY_TO_REST[phaseOf(observed(model))]).model;
  }
  return isAtRest(model) ? undefined : `no way to rest from ${inShort(from)}, but only to ${inShort(model)}`;
}

function inShort(model: Model): string {
  const {phase, record, route, slots: of} = summary(model);
  const slot = (one: (typeof SLOTS)[number]): string =>
    `${one} #${of[one].number ?? "-"} ${of[one].tag} ${of[one].wanted > 0 ? "up" : "down"}`;
  return `${phase} #${record.number}, recorded ${JSON.stringify(record.traffic)}, route ${JSON.stringify(route)}, ${slot("blue")}, ${slot("green")}`;
}
