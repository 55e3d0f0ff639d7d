import {expect, test} from "vitest";
import {type DjcdError, EXIT} from "../../src/errors.ts";
import type {Verb} from "../../src/plan/step.ts";
import type {Observation} from "../../src/release/observation.ts";
import {readNumber, refuseUnlessOut} from "../../src/typed/which-rollout.ts";
import {candidateAt, killed, stable, stableAtZero, unmanaged, warm, world} from "../fixtures/worlds/worlds.ts";

const WHERE = "Where it stands: helm djcd status shop";
const withdrawn = world({
  block: {number: 1, live: "blue", traffic: {blue: 100}, previous: []},
  blue: {number: 0, pods: 2},
  green: {number: 1},
});

function answer(seen: Observation, verb: Verb, meant: number | undefined): string {
  try {
    refuseUnlessOut(seen, verb, meant);
    return "goes on";
  } catch (error) {
    const {code, reason, message} = error as DjcdError;
    expect({code, reason}).toEqual({code: EXIT.refused, reason: "superseded"});
    return message;
  }
}

test.each([
  ["nothing is said of a rollout", stable, "promote", undefined, "goes on"],
  ["the candidate is meant", candidateAt(25), "promote", 1, "goes on"],
  [
    "the one before the candidate",
    candidateAt(25),
    "promote",
    0,
    `#0 is not out any more: #1 superseded it, which is the candidate. ${WHERE}`,
  ],
  [
    "one that is to come",
    candidateAt(25),
    "promote",
    7,
    `#7 is not out: the newest is #1, which is the candidate. ${WHERE}`,
  ],
  ["what is warm is meant", warm, "finish", 1, "goes on"],
  [
    "the one before what is warm",
    warm,
    "rollback",
    0,
    `#0 is not out any more: #1 superseded it, which is live. ${WHERE}`,
  ],
  ["it is finished", stable, "rollback", 1, `#1 is not out any more: it is finished, and live. ${WHERE}`],
  ["it is finished, and shall be", stable, "finish", 1, "goes on"],
  ["it was rolled back", withdrawn, "promote", 1, `#1 is not out any more: it was rolled back. ${WHERE}`],
  [
    "one after it was rolled back",
    withdrawn,
    "promote",
    0,
    `#0 is not out any more: #1 superseded it, which was rolled back. ${WHERE}`,
  ],
  ["no rollout was made", stableAtZero, "promote", 1, `#1 is not out: the newest is #0, which is live. ${WHERE}`],
  ["nothing is managed", unmanaged, "promote", 1, `#1 is not out: no rollout has been made yet. ${WHERE}`],
  ["its rollback was killed", killed["rollback of a candidate, before scale-down"], "rollback", 1, "goes on"],
  ["its finish was killed", killed["finish, before scale-down"], "finish", 1, "goes on"],
  [
    "its upgrade was killed before it was listed",
    killed["upgrade, green filled and not listed"],
    "rollback",
    1,
    "goes on",
  ],
] as const)("%s", (_, seen, verb, meant, expected) => expect(answer(seen, verb, meant)).toBe(expected));

test.each([
  ["4", 4],
  ["#4", 4],
  [undefined, undefined],
])("the number %s", (text, number) => expect(readNumber("rollout", text)).toBe(number));

test("what is no number is an error that shows one", () => {
  expect(() => readNumber("rollout", "latest")).toThrow(
    "--rollout latest: the number of a rollout is needed, as in --rollout 4. What there is: helm djcd history",
  );
});
