import {expect, test} from "vitest";
import {accepting} from "../../src/plan/accept.ts";
import {rolloutOf} from "../../src/plan/rollout-of.ts";
import {planUninstall} from "../../src/plan/uninstall.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Acceptance} from "../../src/release/block.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, stable, unmanaged, warm, world} from "../fixtures/worlds/worlds.ts";
import {incoming, outcome, VERBS} from "./outcome.ts";

const ann = {by: "ann"};
const risks = ["a.1", "a.2"].map((migration) => ({migration, why: "x"}));
const what = ["a.1", "a.2"];

/** What the last record of an upgrade remembers. */
function remembered(seen: Observation, more: object): readonly Acceptance[] | undefined {
  const plan = planUpgrade(seen, incoming(more));
  const {steps} = accepting(plan, rolloutOf(seen, plan), ann);
  return steps.findLast((step) => step.kind === "shift")?.block.accepted;
}

const old = (count: number): Acceptance[] =>
  Array.from({length: count}, (_, index) => ({number: 30 - index, by: "bob", what: ["b.1"]}));

const stableAfter = (accepted: readonly Acceptance[]): Observation =>
  world({block: {number: 30, live: "blue", traffic: {blue: 100}, previous: [], accepted}, blue: {number: 30, pods: 2}});

test.each<[what: string, seen: Observation, more: object, expected: readonly Acceptance[] | undefined]>([
  ["from stable", stable, {risks}, [{number: 2, ...ann, what}]],
  ["from unmanaged", unmanaged, {risks}, [{number: 1, ...ann, what}]],
  ["from warm", warm, {risks}, [{number: 2, ...ann, what}]],
  ["where nothing was asked", stable, {}, undefined],
  ["the eleventh: the oldest goes", stableAfter(old(10)), {risks}, [{number: 31, ...ann, what}, ...old(9)]],
  ["where nothing was asked, what was accepted before stays", stableAfter(old(2)), {}, old(2)],
  [
    "once, although a killed command is typed again",
    stableAfter([{number: 31, ...ann, what}, ...old(1)]),
    {risks},
    [{number: 31, ...ann, what}, ...old(1)],
  ],
])("what was accepted by its name is recorded: %s", (_, seen, more, expected) =>
  expect(remembered(seen, more)).toEqual(expected),
);

test("a plain yes is not recorded, and the steps are those of the plan", () => {
  const plan = planUninstall({...stable, revisions: []});
  expect(accepting(plan, 2, ann)).toBe(plan);
  const upgrade = planUpgrade(stable, incoming({risks}));
  expect(outcome(() => accepting(upgrade, 2, ann))).toBe(outcome(() => upgrade));
});

test.each(["upgrade", "shift 25", "promote", "rollback"] as const)("%s keeps what was accepted in mind", (verb) => {
  const {front} = candidateAt(25);
  const rollout = {...(front.values.rollout as object), accepted: old(2)};
  const seen = {...candidateAt(25), front: {...front, values: {...front.values, rollout}}};
  const blocks = VERBS[verb](seen).steps.flatMap((step) => (step.kind === "shift" ? [step.block.accepted] : []));
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks).toEqual(blocks.map(() => old(2)));
});
