import {expect, test} from "vitest";
import {analysisOf} from "../../src/analysis/settings.ts";
import {describeStep} from "../../src/plan/describe.ts";
import {planHold, planResume} from "../../src/plan/hold.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {movesOf} from "../../src/strategies/strategies.ts";
import {candidateAt, killed, stable, stableAtZero, unmanaged, warm, world} from "../fixtures/worlds/worlds.ts";
import {incoming, outcome} from "./outcome.ts";

const blueGreen = movesOf({type: "blue-green", steps: [100], pause: ""});
const byHand = movesOf({type: "canary", steps: [5, 50, 100], pause: ""});
const STEP = ["helm djcd shift shop 50", "helm djcd promote shop", "helm djcd rollback shop"];
const PROMOTE = ["helm djcd promote shop", "helm djcd rollback shop"];
const FINISH = ["helm djcd finish shop", "helm djcd rollback shop"];

test.each([
  ["blue/green stops before any traffic", stableAtZero, {moves: blueGreen}, "blue=100/green=0", PROMOTE],
  ["a canary without a time stops at its first step", stableAtZero, {moves: byHand}, "blue=95/green=5", STEP],
  ["a canary with times goes through", stableAtZero, {}, "blue=0/green=100", FINISH],
])("%s", (_, seen, changed, last, next) => {
  const plan = planUpgrade(seen, incoming(changed));
  expect(outcome(() => plan)).toMatch(new RegExp(`, ${last}$`));
  expect(plan.next).toEqual(next);
});

test.each([
  ["blue/green at 0", candidateAt(0), blueGreen, "#1 is at 0 % and waits for a person", PROMOTE],
  [
    "blue/green that was shifted to 37 by hand",
    candidateAt(37),
    blueGreen,
    "#1 is at 37 % and waits for a person",
    PROMOTE,
  ],
  ["a canary without a time at its step", candidateAt(5), byHand, "#1 is at 5 % and waits for a person", STEP],
  ["a canary without a time beyond its step", candidateAt(20), byHand, "#1 is at 20 % and waits for a person", STEP],
])("asked again, %s waits for a person and says what to type", (_, seen, moves, says, next) => {
  const plan = planUpgrade(seen, incoming({same: "candidate", moves}));
  expect(plan).toEqual({release: "shop", steps: [], says: [says], questions: [], next, waits: 1});
});

const checks = [{path: "/login", method: "GET", status: 200, headers: {}, contains: ""}];

test.each([
  ["a canary is listed without traffic first", stableAtZero, {}, "blue=100/green=0, smoke green, blue=75/green=25, "],
  ["blue/green is asked where it waits", stableAtZero, {moves: blueGreen}, "blue=100/green=0, smoke green$"],
  [
    "a rollout that a kill left at 0 is asked again",
    candidateAt(0),
    {same: "candidate"},
    "ready green, smoke green, blue=75/",
  ],
  [
    "one that has traffic is asked no more",
    candidateAt(25),
    {same: "candidate"},
    "ready green, pause 120, ready green, blue=50/",
  ],
] as const)("with smoke checks %s", (_, seen, changed, steps) =>
  expect(outcome(() => planUpgrade(seen, incoming({...changed, smoke: checks})))).toMatch(new RegExp(steps)),
);

test("the pauses know by what the candidate is judged", () => {
  const analysis = analysisOf({analysis: {enabled: true, queries: [{name: "orders", query: "x", min: 1}]}});
  const {steps} = planUpgrade(stableAtZero, incoming({analysis}));
  expect(steps.filter(({kind}) => kind === "pause").map(describeStep)).toEqual(
    Array(2).fill(
      "pause 2m, as long as error share, latency p95, database errors per request, restarts, orders stay within bounds",
    ),
  );
});

test("migrations run before the slot is filled, and the slot's pods wait for them by name", () => {
  const {steps} = planUpgrade(stableAtZero, incoming({pending: ["shop.0002_price"]}));
  expect(steps.slice(0, 2)).toMatchObject([
    {kind: "migrate", slot: "green", pending: ["shop.0002_price"], seconds: 600},
    {kind: "fill", slot: "green", needs: ["shop.0002_price"]},
  ]);
});

test("a filling that lost its pods is filled again", () => {
  const down = world({
    block: {number: 0, live: "blue", traffic: {blue: 100}, previous: []},
    blue: {number: 0, pods: 2},
    green: {number: 1},
  });
  expect(outcome(() => planUpgrade(down, incoming({same: "filled"})))).toMatch(/^fill green #1, scale-up green/);
});

test("each migration that live code may not survive is a question of its own, with its reason", () => {
  const risks = [
    {migration: "a.1", why: "x"},
    {migration: "a.2", why: "y"},
  ];
  const breaks = "Code that is live now may break on this schema. Go on?";
  expect(planUpgrade(stableAtZero, incoming({risks})).questions).toEqual([
    {kind: "schema", name: "a.1", text: `migration a.1: x\n${breaks}`},
    {kind: "schema", name: "a.2", text: `migration a.2: y\n${breaks}`},
  ]);
});

test.each([
  ["unmanaged", unmanaged, ["#1: shop:v2, chart shop-1.0.0, into green"]],
  ["stable", stable, ["#2: shop:v2, chart shop-1.0.0, into blue"]],
  ["warm", warm, ["#1 is finished: blue, the version before, goes down", "#2: shop:v2, chart shop-1.0.0, into blue"]],
])("from %s it says what becomes of what", (_, seen, says) => {
  expect(planUpgrade(seen, incoming()).says).toEqual(says);
});

test("a candidate's number is never used for another version", () => {
  const numbers = [candidateAt(25), killed["rollback of a candidate, before scale-down"]].map((seen) =>
    planUpgrade(seen, incoming()).steps.flatMap((step) => (step.kind === "fill" ? [step.number] : [])),
  );
  expect(numbers).toEqual([[2], [2]]);
});

test("the record of a promotion remembers the number that was live, newest first, ten at most", () => {
  const previous = [8, 7, 6, 5, 4, 3, 2, 1, 0, 99];
  const old = world({block: {number: 9, live: "blue", traffic: {blue: 100}, previous}, blue: {number: 9, pods: 2}});
  const last = planUpgrade(old, incoming()).steps.at(-1);
  expect(last).toMatchObject({why: "#10 is live", block: {live: "green", previous: [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]}});
});

test("no step shows a value that a person gave", () => {
  const secret = {version: {...incoming().version, values: {secrets: {KEY: "s3cret"}}}, pending: ["shop.0002_price"]};
  expect(planUpgrade(unmanaged, incoming(secret)).steps.map(describeStep)).toEqual([
    "wait until the running migration Job has ended",
    "hand-over: mark the objects of blue to be kept",
    "hand-over: blue becomes a release of its own, no pod is touched",
    "hand-over: the first release becomes the front",
    "hand-over: take the revisions from before it out of history",
    "hand-over: take the marks off the objects of blue",
    "migrate: shop.0002_price",
    "fill green with #1: shop:v2",
    "bring green to its full size",
    "wait until green is ready",
    "traffic: blue 75 %, green 25 %",
    "pause 2m",
    "wait until green is ready",
    "traffic: blue 50 %, green 50 %",
    "pause 2m",
    "wait until green is ready",
    "traffic: blue 0 %, green 100 %",
  ]);
});

test("an upgrade that was cut short in a pause goes on with it from where it was", () => {
  const seen = candidateAt(25);
  const {steps} = planUpgrade(seen, incoming({same: "candidate"}));
  const pauses = steps.filter(({kind}) => kind === "pause");
  expect(pauses).toEqual([
    {kind: "pause", seconds: 120, since: seen.front.updated},
    {kind: "pause", seconds: 120},
  ]);
});

test("what a person holds goes on with nothing, until it is resumed", () => {
  const front = {...candidateAt(25).front};
  const held = {...(front.values.rollout as object), held: {by: "ann", reason: "graphs"}};
  const seen = {...candidateAt(25), front: {...front, values: {...front.values, rollout: held}}};
  const again = planUpgrade(seen, incoming({same: "candidate"}));
  expect(again).toMatchObject({steps: [], says: ["#1 is held at 25 % by ann (graphs)"], waits: 1});
  expect(planHold(seen, {by: "bob"})).toMatchObject({steps: [], says: again.says});
  const shifts = planResume(seen, incoming({same: "candidate"})).steps.filter((step) => step.kind === "shift");
  expect(shifts.map(({block}) => block.held)).toEqual([undefined, undefined]);
  expect(planHold(candidateAt(25), {by: "bob"}).steps).toMatchObject([{kind: "shift", block: {held: {by: "bob"}}}]);
});
