import {describe, expect, test} from "vitest";
import {isRecorded, noteOf, planRest} from "../../src/plan/rest.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, killed, stable, unmanaged, warm, world} from "../fixtures/worlds/worlds.ts";
import {outcome, rollback} from "./outcome.ts";

/** What a rollback of this world notes, typed so. */
const noted = (seen: Observation, typed = "rollback"): string => noteOf(typed, seen, rollback(seen));

/** #2, which rolled back to #0, is live in blue; #1 in green is still up. */
const rolledBack = world({
  block: {number: 2, live: "blue", traffic: {blue: 100, green: 0}, previous: [1, 0]},
  blue: {number: 2, from: 0, pods: 2},
  green: {number: 1, pods: 2},
});

describe("a rollback that is typed again after a kill", () => {
  test.each<[string, string | undefined, Observation, boolean]>([
    ["of a candidate, recorded", noted(candidateAt(25)), killed["rollback of a candidate, before scale-down"], true],
    ["of a candidate, not recorded", noted(candidateAt(25)), candidateAt(25), false],
    ["to an older version, recorded", noted(stable), rolledBack, true],
    ["to an older version, filled and not recorded", noted(stable), stable, false],
    [
      "that was to end another one, and had no traffic to move",
      noted(killed["rollback of a candidate, before scale-down"]),
      killed["rollback of a candidate, before scale-down"],
      true,
    ],
    ["in other words", noted(stable, "rollback --to 0"), rolledBack, false],
    ["where somebody moved the traffic since", noted(warm), rolledBack, false],
    ["that nobody began before", undefined, rolledBack, false],
    ["of a release that was installed anew since", noted(stable), unmanaged, false],
    ["whose lock says something else", "to be continued", rolledBack, false],
  ])("%s", (_, note, seen, expected) => expect(isRecorded(note, "rollback", seen)).toBe(expected));

  test.each([
    [
      "goes nowhere where all is done",
      rolledBack,
      "says: the rollback that was killed had moved the traffic: blue is live",
    ],
    [
      "takes down what was rejected",
      killed["rollback of a candidate, before scale-down"],
      "drain green, prune green, scale-down green",
    ],
  ])("%s", (_, seen, expected) => expect(outcome(() => planRest(seen))).toBe(expected));
});
