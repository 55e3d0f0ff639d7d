import {expect, test} from "vitest";
import {healRoute} from "../../src/plan/heal-route.ts";
import {nothingToDo} from "../../src/plan/step.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, killed, stable, unmanaged, warm} from "../fixtures/worlds/worlds.ts";
import {brief} from "./outcome.ts";

const idle = nothingToDo("shop", "nothing to do");

test.each<readonly [string, Observation, readonly string[]]>([
  [
    "promote killed between route and record: back to what is recorded",
    killed["promote, route moved and not recorded"],
    ["blue=75/green=25"],
  ],
  ["a share that somebody set by hand", candidateAt(25, {blue: 50, green: 50}), ["blue=75/green=25"]],
  ["candidate, as recorded", candidateAt(25), []],
  ["stable, as recorded", stable, []],
  ["warm, as recorded", warm, []],
  ["not yet managed", unmanaged, []],
])("where nothing else is to be done, the route is put right: %s", (_, seen, steps) => {
  expect(healRoute(seen, idle).steps.map(brief)).toEqual(steps);
});

test("a plan that does something is left as it is", () => {
  const plan = {...idle, steps: [{kind: "ready", slot: "green"}]} as const;
  expect(healRoute(candidateAt(25, {blue: 50, green: 50}), plan)).toBe(plan);
});
