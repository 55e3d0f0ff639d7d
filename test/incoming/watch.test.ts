import {expect, test} from "vitest";
import type {SmokeCheck} from "../../src/analysis/smoke.ts";
import type {Values} from "../../src/helm/helm-release.ts";
import {watchOf} from "../../src/incoming/incoming-analysis.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Move} from "../../src/strategies/moves.ts";
import {movesOf} from "../../src/strategies/strategies.ts";
import {candidateAt, stable} from "../fixtures/worlds/worlds.ts";
import {incoming} from "../plan/outcome.ts";

const timed = movesOf({type: "canary", steps: [25, 100], pause: "2m"});
const byHand = movesOf({type: "canary", steps: [25, 100], pause: ""});
const blueGreen = movesOf({type: "blue-green", steps: [100], pause: ""});
const atOnce = movesOf({type: "canary", steps: [100], pause: "2m"});
const on = {analysis: {enabled: true}};

const TIME_ALONE = /^nothing is measured: in the pauses time alone decides/;
const CHECKS_ALONE = /^what customers meet is not measured: in the pauses the smoke checks decide/;
const NOBODY_LOOKS = /^nobody looks while it waits for a person: shift and promote tell/;

const asked = [{path: "/login", method: "GET", status: 200, headers: {}, contains: ""}];

test.each<[string, readonly Move[], Values, RegExp | undefined, (readonly SmokeCheck[])?]>([
  ["a canary with times and an analysis", timed, on, undefined],
  ["a canary with times and smoke checks", timed, {}, CHECKS_ALONE, asked],
  ["a canary with times, checks and an analysis", timed, on, undefined, asked],
  ["a canary with times that nobody measures", timed, {}, TIME_ALONE],
  ["a canary that a person leads, with an analysis", byHand, on, NOBODY_LOOKS],
  ["a canary that a person leads", byHand, {}, undefined],
  ["blue/green, which has no share", blueGreen, on, undefined],
  ["all at once", atOnce, {}, undefined],
])("who looks while a share is out: %s", (_, moves, computed, expected, smoke = []) => {
  const watch = watchOf(moves, computed, smoke);
  if (expected) expect(watch).toMatch(expected);
  else expect(watch).toBeUndefined();
});

test("the plan says it, and says it again where it waits", () => {
  const watch = "nobody looks";
  expect(planUpgrade(stable, incoming({watch})).says).toContain(watch);
  for (const moves of [timed, byHand])
    expect(planUpgrade(candidateAt(25), incoming({watch, moves, same: "candidate"})).says).toContain(watch);
});
