import {expect, test} from "vitest";
import {rejecting} from "../../src/plan/reject.ts";
import {planRollback} from "../../src/plan/rollback.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Rejection} from "../../src/release/block.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, stable, warm, world} from "../fixtures/worlds/worlds.ts";
import {incoming, outcome, rollback, VERBS} from "./outcome.ts";

const ann = {by: "ann", reason: "slow checkout"};

/** What the last record of a plan remembers. */
function remembered(seen: Observation, origin: {by: string; reason?: string}): readonly Rejection[] | undefined {
  const {steps} = rejecting(seen, rollback(seen), origin);
  return steps.findLast((step) => step.kind === "shift")?.block.rejected;
}

const old = (count: number): Rejection[] =>
  Array.from({length: count}, (_, index) => ({number: 30 - index, by: "bob", reason: "no"}));

const candidateAfter = (rejected: readonly Rejection[]): Observation =>
  world({
    block: {number: 31, live: "blue", candidate: "green", traffic: {blue: 100, green: 0}, previous: [], rejected},
    blue: {number: 1, pods: 2},
    green: {number: 31, pods: 2},
  });

test.each([
  ["a candidate with a reason", candidateAt(25), ann, [{number: 1, ...ann}]],
  ["a warm rollout with a reason", warm, ann, [{number: 1, ...ann}]],
  ["a candidate without one", candidateAt(25), {by: "ann"}, undefined],
  ["a version that was finished", stable, ann, undefined],
  ["the eleventh: the oldest goes", candidateAfter(old(10)), ann, [{number: 31, ...ann}, ...old(9)]],
  ["without a reason, what was rejected before stays", candidateAfter(old(2)), {by: "ann"}, old(2)],
])("a rollback of %s", (_, seen, origin, expected) => expect(remembered(seen, origin)).toEqual(expected));

test("it is said in the plan", () => {
  const plan = rejecting(warm, planRollback(warm, undefined), ann);
  expect(plan.says).toEqual(["traffic goes back to #0 in blue, #1 goes down", "#1 is rejected: slow checkout"]);
});

test("the steps are those of the rollback", () => {
  expect(outcome(() => rejecting(warm, planRollback(warm, undefined), ann))).toBe(
    outcome(() => planRollback(warm, undefined)),
  );
});

test.each(["upgrade", "shift 25", "promote"] as const)("%s keeps what was rejected in mind", (verb) => {
  const {steps} = VERBS[verb](candidateAfter(old(2)));
  expect(steps.flatMap((step) => (step.kind === "shift" ? [step.block.rejected] : []))).not.toContain(undefined);
});

test("the way of a canary keeps it too", () => {
  const {steps} = planUpgrade(candidateAfter(old(1)), incoming({same: "candidate"}));
  const blocks = steps.flatMap((step) => (step.kind === "shift" ? [step.block] : []));
  expect(blocks.map(({rejected}) => rejected)).toEqual(blocks.map(() => old(1)));
});
