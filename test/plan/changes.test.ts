import {expect, test} from "vitest";
import {tellChanges} from "../../src/plan/changes.ts";
import {planFinish} from "../../src/plan/finish.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {planShift} from "../../src/plan/shift.ts";
import type {Plan} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, stable, unmanaged, warm} from "../fixtures/worlds/worlds.ts";
import {incoming, rollback} from "./outcome.ts";

const upgrade = (seen: Observation): Plan => planUpgrade(seen, incoming());

test.each([
  ["an upgrade", stable, upgrade, "changes against #1, which is live:"],
  ["the first upgrade", unmanaged, upgrade, "changes against #0, which is live:"],
  ["an upgrade that replaces a candidate", candidateAt(25), upgrade, "changes against #0, which is live:"],
  ["a promotion", candidateAt(25), planPromote, "changes against #0, which is live:"],
  ["a rollback while the version before is up", warm, rollback, "changes against #1, which is live:"],
  ["a rollback to an older version", stable, (seen) => rollback(seen, 0), "changes against #1, which is live:"],
  ["a share of traffic", candidateAt(25), (seen) => planShift(seen, 50), undefined],
  ["a rollback of a candidate", candidateAt(25), rollback, undefined],
  ["finish", warm, planFinish, undefined],
] as const satisfies readonly (readonly [string, Observation, (seen: Observation) => Plan, string | undefined])[])(
  "a plan says what changes where another version gets all traffic: %s",
  (_, seen, plan, expected) => {
    const {says, changes} = tellChanges(seen, plan(seen));
    expect(says.find((line) => line.startsWith("changes against"))?.replace(/: none.*/, ":")).toBe(expected);
    expect(changes === undefined).toBe(expected === undefined);
  },
);

test("more changes than a person reads are counted", () => {
  const config = Object.fromEntries(Array.from({length: 60}, (_, index) => [`V${index}`, index]));
  const {version} = incoming();
  const many = incoming({version: {...version, values: {...version.values, ...config}}});
  const {says, changes} = tellChanges(stable, planUpgrade(stable, many));
  const at = says.findIndex((line) => line.startsWith("changes against"));
  expect(says.length - at).toBe(42);
  expect(says.at(-1)).toMatch(/^ {2}and \d+ more: -o json has them all$/);
  expect(changes?.values.length).toBe(60);
});
