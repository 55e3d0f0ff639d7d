import {expect, test} from "vitest";
import {tellOfLogin} from "../../src/plan/login.ts";
import {nothingToDo} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {stable} from "../fixtures/worlds/worlds.ts";
import {incoming} from "./outcome.ts";

const NOW = new Date("2026-11-25T12:00:00Z");
const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

// Two pauses of two minutes.
const plan = planUpgrade(stable, incoming());

test.each([
  ["that nobody knows", undefined, undefined],
  ["after all steps", at(6), undefined],
  [
    "in the second pause",
    at(3),
    "your login to the cluster ends in 3m, at 2026-11-25T12:03:00.000Z, and the pauses alone take 4m: log in again first",
  ],
  [
    "before",
    at(-1),
    "your login to the cluster ended at 2026-11-25T11:59:00.000Z, and the pauses alone take 4m: log in again first",
  ],
])("a plan says that the login ends too early: at an end %s", (_, ends, expected) => {
  expect(tellOfLogin(plan, ends, NOW).says.slice(plan.says.length)).toEqual(expected ? [expected] : []);
});

test("a plan without steps needs no login for them", () => {
  expect(tellOfLogin(nothingToDo("shop", "nothing new"), at(0), NOW).says).toEqual(["nothing new"]);
});

test("without a pause a minute is what steps take at least", () => {
  const short = {...plan, steps: plan.steps.filter(({kind}) => kind !== "pause")};
  expect(tellOfLogin(short, at(0.5), NOW).says.at(-1)).toBe(
    "your login to the cluster ends in 30s, at 2026-11-25T12:00:30.000Z: log in again first",
  );
  expect(tellOfLogin(short, at(2), NOW).says).toEqual(short.says);
});
