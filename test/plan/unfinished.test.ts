import {describe, expect, test} from "vitest";
import type {Job} from "../../src/kubernetes/objects.ts";
import {planRollback, rollbackTarget} from "../../src/plan/rollback.ts";
import {tellOfUnfinished} from "../../src/plan/unfinished.ts";
import type {Observation} from "../../src/release/observation.ts";
import type {Work} from "../../src/release/work.ts";
import {candidateAt, killed, stable, warm} from "../fixtures/worlds/worlds.ts";
import {incoming, outcome, rollback, VERBS, version} from "./outcome.ts";

const UPGRADE: Work = {
  verb: "upgrade",
  by: "ann@laptop",
  since: "2026-11-25T12:00:00Z",
  rollout: 2,
  image: "shop:v2",
  step: 1,
  of: 7,
  does: "migrate: catalog.0003",
};

const job = {kind: "Job", metadata: {name: "shop-migrate-1a2b3c4d"}} as Job;

const left = (seen: Observation, work: Partial<Work> = {}): Observation => ({
  ...seen,
  unfinished: {...UPGRADE, ...work},
});

describe("a rollback after an upgrade that was cut short", () => {
  test.each([
    ["in its migration: it ends, and the version that is healthy stays", left(stable), "green=100"],
    [
      "with its slot filled",
      left(killed["upgrade, green filled and not listed"], {rollout: 1}),
      "blue=100, drain green, prune green, scale-down green",
    ],
    [
      "after it was listed: as ever",
      left(candidateAt(25), {rollout: 1}),
      "blue=100, drain green, prune green, scale-down green",
    ],
    [
      "when it was done, all but its end",
      left(warm, {rollout: 1}),
      "scale-up blue, ready blue, blue=100, drain green, prune green, scale-down green",
    ],
    ["and was of a rollout from before", left(stable, {rollout: 1}), outcome(() => rollback(stable))],
    [
      "and a rollback of it that was cut short, too",
      left(stable, {verb: "rollback", rollout: 1, over: UPGRADE}),
      "green=100",
    ],
    ["and was another verb", left(stable, {verb: "finish"}), outcome(() => rollback(stable))],
  ])("%s", (_, seen, steps) => expect(outcome(() => rollback(seen))).toBe(steps));

  test("says which one ends, and that its Job goes on", () => {
    const seen = {...left(stable), runningJobs: [job]};
    const {says} = tellOfUnfinished(seen, planRollback(seen, undefined));
    expect(says).toEqual([
      "upgrade of #2 by ann@laptop ends here: green, which is live, keeps all traffic",
      "upgrade of #2 by ann@laptop did not come to its end (step 1 of 7: migrate: catalog.0003); " +
        "migration Job shop-migrate-1a2b3c4d still runs, and goes on changing the schema",
    ]);
  });

  test("to a rollout that is named means that one", () => expect(rollbackTarget(left(stable), 0)).toBe(0));
});

describe("the number of an upgrade after one that was cut short", () => {
  const numbered = (seen: Observation, tag: string): string | undefined =>
    /#\d/.exec(outcome(() => VERBS.upgrade(seen, undefined, incoming({version: version(tag)}))))?.[0];

  test.each([
    ["the same version goes on under its number", left(stable), "v2", "#2"],
    ["another version has one of its own", left(stable), "v3", "#3"],
    ["nothing was left", stable, "v3", "#2"],
  ])("%s", (_, seen, tag, number) => expect(numbered(seen, tag)).toBe(number));
});
