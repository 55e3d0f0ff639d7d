import {DjcdError} from "../../src/errors.ts";
import {planFinish} from "../../src/plan/finish.ts";
import {planHold, planResume} from "../../src/plan/hold.ts";
import type {Incoming} from "../../src/plan/incoming.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {putRight} from "../../src/plan/put-right.ts";
import {isRecorded, noteOf, planRest} from "../../src/plan/rest.ts";
import {type Older, planRollback, rollbackTarget} from "../../src/plan/rollback.ts";
import {rolloutOf} from "../../src/plan/rollout-of.ts";
import {planShift} from "../../src/plan/shift.ts";
import type {Plan} from "../../src/plan/step.ts";
import {unlistedUpgrade} from "../../src/plan/unfinished.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {planWayBack} from "../../src/plan/way-back.ts";
import type {StrategySettings} from "../../src/release/computed-values.ts";
import {SLOTS} from "../../src/release/names.ts";
import type {Observation} from "../../src/release/observation.ts";
import {idleSlot, phaseOf, recordOf} from "../../src/release/phase.ts";
import type {Work} from "../../src/release/work.ts";
import {movesOf} from "../../src/strategies/strategies.ts";
import {incoming, version} from "../plan/outcome.ts";
import {type Action, actionsOf, CheckFails, routed} from "./actions.ts";
import {currentFront, liveSlot, MIGRATIONS, type Model, type Tag, tagOf} from "./model.ts";
import {observed} from "./observed.ts";

/** What a person types. */
export type Verb =
  | {readonly verb: "upgrade"; readonly tag: Tag; readonly strategy: keyof typeof STRATEGIES}
  | {readonly verb: "shift"; readonly weight: number}
  | {readonly verb: "promote"}
  | {readonly verb: "hold"}
  | {readonly verb: "resume"}
  | {readonly verb: "rollback"; readonly to?: number}
  | {readonly verb: "finish"};

export const STRATEGIES = {
  "blue-green": {type: "blue-green", steps: [100], pause: ""},
  canary: {type: "canary", steps: [25, 50, 100], pause: "2m"},
  "canary by hand": {type: "canary", steps: [25, 50, 100], pause: ""},
} as const satisfies Record<string, StrategySettings>;

export interface Ran {
  readonly model: Model;
  /** Actions that were done. */
  readonly actions: number;
  readonly end: "done" | "killed" | "went back" | "route alone" | {readonly refused: string};
  /** The world after each action. */
  readonly seen: readonly Model[];
  /** What it noted on its lock. */
  readonly note?: string | undefined;
  /** What it put down there of itself. */
  readonly work?: Work;
}

/** What befalls a command. */
export interface Fate {
  /** Killed after so many actions. */
  readonly killAfter?: number;
  /** What a command that died before this one had noted. */
  readonly left?: string | undefined;
  /** What that command had put down of itself. */
  readonly unfinished?: Work | undefined;
}

/** The life of a command: observe, plan, apply; a failed check is answered by the way back; a kill by nothing at all. */
export function type(
  before: Model,
  verb: Verb,
  {killAfter = Number.POSITIVE_INFINITY, left, unfinished}: Fate = {},
): Ran {
  const seen: Model[] = [];
  try {
    const plan = planned(before, verb, left, unfinished);
    try {
      return {
        ...ended(applied(before, plan, killAfter, seen), seen, killAfter, "done"),
        note: noteOf(wordsOf(verb), observed(before), plan),
        work: workOf(verb, before, plan, unfinished),
      };
    } catch (error) {
      if (!(error instanceof CheckFails)) throw error;
      const now = seen.at(-1) ?? before;
      return ended(
        applied(now, planWayBack(observed(now), rolloutOf(observed(before), plan)), killAfter, seen),
        seen,
        killAfter,
        "went back",
      );
    }
  } catch (error) {
    if (error instanceof CheckFails)
      return {model: seen.at(-1) ?? before, actions: seen.length, end: "went back", seen};
    if (!(error instanceof DjcdError) || error.message === "") throw error;
    return {model: seen.at(-1) ?? before, actions: seen.length, end: {refused: error.message}, seen};
  }
}

/** The slot that would get the traffic cannot take it: that is the route's own refusal. */
export const NOBODY_THERE = "nobody is there to take the traffic";

/**
 * A rollback of which every write but the route's is refused, not even the lock can be written. Where a rollout is out
 * the traffic goes, and nothing else does.
 */
export function typeRouteAlone(before: Model, verb: Extract<Verb, {verb: "rollback"}>, {left, unfinished}: Fate): Ran {
  const refused = {model: before, actions: 0, seen: [], end: {refused: "the lock"}};
  try {
    const {back} = planned(before, verb, left, unfinished);
    if (!back) return refused;
    const model = act(before, routed(back));
    return {model, actions: 1, seen: [model], end: "route alone"};
  } catch (error) {
    if (error instanceof CheckFails) return {...refused, end: {refused: NOBODY_THERE}};
    if (error instanceof DjcdError) return refused;
    throw error;
  }
}

function ended(model: Model, seen: readonly Model[], killAfter: number, end: "done" | "went back"): Ran {
  return {model, actions: seen.length, seen, end: seen.length >= killAfter ? "killed" : end};
}

/** Each step looks at the world anew. */
function applied(before: Model, {steps}: Plan, killAfter: number, seen: Model[]): Model {
  let model = before;
  for (const step of steps) {
    for (const action of actionsOf(step, model)) {
      if (seen.length >= killAfter) return model;
      model = act(model, action);
      seen.push(model);
    }
  }
  return model;
}

/** Whoever is up again is not hurt any more. */
function act(before: Model, action: Action): Model {
  const model = action(before);
  const hurt = model.hurt.filter((slot) => !model.slots[slot].pods.some(({ready}) => ready));
  return hurt.length === model.hurt.length ? model : {...model, hurt};
}

/** As src/running/run-plan.ts makes it: typed again, a rollback that had its record does what is left. */
function planned(model: Model, verb: Verb, left: string | undefined, unfinished: Work | undefined): Plan {
  const observation = {...observed(model), ...(unfinished && {unfinished})};
  const isAgain = verb.verb === "rollback" && isRecorded(left, wordsOf(verb), observation);
  const make = PLANS[verb.verb] as (observation: Observation, verb: Verb, model: Model) => Plan;
  return putRight(observation, isAgain ? planRest(observation) : make(observation, verb, model));
}

function workOf(verb: Verb, before: Model, plan: Plan, unfinished: Work | undefined): Work {
  const seen = {...observed(before), ...(unfinished && {unfinished})};
  const over = unlistedUpgrade(seen);
  const rollout = rolloutOf(seen, plan);
  const image = verb.verb === "upgrade" && {image: version(verb.tag).image};
  return {verb: verb.verb, by: "ann@laptop", since: "2026-11-25T12:00:00Z", rollout, ...image, ...(over && {over})};
}

function wordsOf(verb: Verb): string {
  return Object.values(verb).join(" ");
}

type Plans = {
  [V in Verb["verb"]]: (observation: Observation, verb: Extract<Verb, {verb: V}>, model: Model) => Plan;
};

const PLANS: Plans = {
  upgrade: (seen, {tag, strategy}, model) => planUpgrade(seen, wanted(seen, model, tag, strategy)),
  shift: (seen, {weight}) => planShift(seen, weight),
  promote: (seen) => planPromote(seen),
  hold: (seen) => planHold(seen, {by: "ann@laptop"}),
  resume: (seen) => planResume(seen, candidate(seen)),
  rollback: (seen, {to}, model) => {
    const target = rollbackTarget(seen, to);
    return planRollback(seen, target === undefined ? undefined : older(model, target));
  },
  finish: (seen) => planFinish(seen),
};

function wanted(seen: Observation, model: Model, tag: Tag, strategy: keyof typeof STRATEGIES): Incoming {
  const pending = MIGRATIONS[tag].filter((name) => !model.applied.includes(name));
  const asked = STRATEGIES[strategy];
  return incoming({
    version: version(tag),
    same: same(seen, model, tag),
    strategy: asked,
    moves: movesOf(asked),
    pending,
  });
}

/** As src/incoming/candidate.ts finds it in its slot, and its strategy in the record. */
function candidate(seen: Observation): Incoming {
  const {strategy = STRATEGIES.canary} = recordOf(seen);
  return incoming({same: "candidate", strategy, moves: movesOf(strategy)});
}

/** As src/incoming/same-version.ts finds out by comparing charts and values. */
function same(seen: Observation, model: Model, tag: Tag): Incoming["same"] {
  if (tagOf(model, liveSlot(model)) === tag) return "live";
  const idle = model.slots[idleSlot(seen)].revisions.at(-1);
  if (!idle || currentFront(model).block === undefined || idle.tag !== tag) return undefined;
  if (phaseOf(seen) === "candidate") return "candidate";
  return idle.number > recordOf(seen).number ? "filled" : undefined;
}

/** As src/incoming/older.ts finds it in Helm's history of the slots. */
function older({slots}: Model, number: number): Older {
  const stored = SLOTS.flatMap((slot) => slots[slot].revisions).toSorted((a, b) => b.at - a.at);
  const found = stored.find((revision) => revision.number === number);
  if (!found) throw new DjcdError(`#${number} is not in Helm's history any more`);
  return {number, version: version(found.tag)};
}
