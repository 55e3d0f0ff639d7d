import {expect, test} from "vitest";
import type {Look} from "../../src/analysis/decision.ts";
import type {Finding} from "../../src/analysis/finding.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {planShift} from "../../src/plan/shift.ts";
import type {Plan} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {raisesUnseen, tellOfVerdict} from "../../src/plan/verdict.ts";
import type {Observation} from "../../src/release/observation.ts";
import {movesOf} from "../../src/strategies/strategies.ts";
import {candidateAt, stable, warm} from "../fixtures/worlds/worlds.ts";
import {incoming, rollback} from "./outcome.ts";

const shift = (weight: number) => (seen: Observation) => planShift(seen, weight);
const timed = movesOf({type: "canary", steps: [25, 50, 100], pause: "2m"});

test.each<[what: string, seen: Observation, plan: (seen: Observation) => Plan, raises: boolean]>([
  ["a promotion", candidateAt(25), planPromote, true],
  ["a promotion of what has no traffic yet", candidateAt(0), planPromote, true],
  ["a larger share", candidateAt(25), shift(50), true],
  ["a smaller share", candidateAt(25), shift(10), false],
  ["the same share", candidateAt(25), shift(25), false],
  ["a rollback", candidateAt(25), rollback, false],
  ["the way back while warm", warm, rollback, false],
  ["a new version where none is out", stable, (seen) => planUpgrade(seen, incoming()), false],
  ["another version in place of the candidate", candidateAt(25), (seen) => planUpgrade(seen, incoming()), false],
  [
    "steps that begin with a pause, which looks itself",
    candidateAt(25),
    (seen) => planUpgrade(seen, incoming({same: "candidate", moves: timed})),
    false,
  ],
])("nobody has looked before more traffic goes to the candidate: %s", (_, seen, plan, raises) => {
  expect(raisesUnseen(seen, plan(seen))).toBe(raises);
});

const finding = (metric: string, verdict: Finding["verdict"]): Finding => ({
  ...{metric, verdict, candidate: "1", live: "2", bound: "3"},
});
const text = (metric: string, verdict: string): string => `  ${metric}: candidate 1, live 2, bound 3: ${verdict}`;

const well: Look = {trips: [], findings: [finding("errors", "pass"), finding("latency", "pass")]};
const fails: Look = {trips: [], findings: [finding("errors", "fail"), finding("latency", "not enough data")]};
const unknown: Look = {trips: [], findings: [finding("errors", "pass"), finding("latency", "not enough data")]};
const broken: Look = {trips: ["pod a: OOMKilled"], findings: [finding("errors", "pass")]};
const more = "Give it more traffic all the same?";

test.each<[what: string, look: Look, lines: string[], questions: Plan["questions"]]>([
  ["a pass is no question", well, [text("errors", "pass"), text("latency", "pass")], []],
  [
    "a failure wants its name",
    fails,
    [text("errors", "fail"), text("latency", "not enough data")],
    [{kind: "verdict", name: "verdict", text: `#1 fails: errors. ${more}`}],
  ],
  [
    "a pod that breaks is a failure",
    broken,
    ["  pod a: OOMKilled", text("errors", "pass")],
    [{kind: "verdict", name: "verdict", text: `#1 fails: pod a: OOMKilled. ${more}`}],
  ],
  [
    "too little is asked plainly",
    unknown,
    [text("errors", "pass"), text("latency", "not enough data")],
    [{kind: "unmeasured", name: "unmeasured", text: `too little is known of #1: latency. ${more}`}],
  ],
])("the verdict of now is in the plan: %s", (_, look, lines, questions) => {
  const plan = planPromote(candidateAt(25));
  const told = tellOfVerdict(candidateAt(25), plan, look);
  expect(told).toEqual({...plan, says: [...plan.says, "how #1 does at 25 % now:", ...lines], questions});
});

test("a candidate without traffic has no verdict, and a rollout without an analysis says nothing of one", () => {
  const plan = planPromote(candidateAt(0));
  expect(tellOfVerdict(candidateAt(0), plan, unknown)).toEqual({
    ...plan,
    says: [...plan.says, "no verdict: #1 has had no traffic yet"],
  });
  expect(tellOfVerdict(candidateAt(0), plan, undefined)).toBe(plan);
});
