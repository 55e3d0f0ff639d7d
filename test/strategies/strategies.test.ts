import fc from "fast-check";
import {describe, expect, test} from "vitest";
import {inWords, seconds} from "../../src/strategies/duration.ts";
import {type Move, movesAfter, untilPerson} from "../../src/strategies/moves.ts";
import {movesOf} from "../../src/strategies/strategies.ts";

const PERSON: Move = {pause: undefined};

const canary = movesOf({type: "canary", steps: [5, 50, 100], pause: "90s"});
const byHand = movesOf({type: "canary", steps: [5, 50, 100], pause: ""});
const blueGreen = movesOf({type: "blue-green", steps: [5, 100], pause: "2m"});

test.each([
  ["blue/green: no traffic until a person says so", blueGreen, [{weight: 0}, PERSON, {weight: 100}]],
  [
    "a canary pauses after each step but the last",
    canary,
    [{weight: 5}, {pause: 90}, {weight: 50}, {pause: 90}, {weight: 100}],
  ],
  ["a canary without a time waits for a person", byHand, [{weight: 5}, PERSON, {weight: 50}, PERSON, {weight: 100}]],
])("%s", (_, moves, expected) => expect(moves).toEqual(expected));

test.each([
  ["nothing done", canary, -1, canary],
  ["at a step: its pause is next", canary, 5, canary.slice(1)],
  ["between two steps: the pause of the lower one is next", canary, 20, canary.slice(1)],
  ["shifted back below the first step: from the beginning", canary, 0, canary],
  ["at the last step but one", canary, 99, canary.slice(3)],
  ["blue/green at 0: the person is next", blueGreen, 0, [PERSON, {weight: 100}]],
  ["all done", canary, 100, []],
])("moves after: %s", (_, moves, weight, left) => expect(movesAfter(moves, weight)).toEqual(left));

test.each([
  ["all, where nobody has to be waited for", canary, canary],
  ["up to and with the pause for a person", byHand, [{weight: 5}, PERSON]],
  ["nothing of nothing", [], []],
])("moves until a person: %s", (_, moves, expected) => expect(untilPerson(moves)).toEqual(expected));

test.each([
  {steps: [], said: "steps : "},
  {steps: [5, 50], said: "steps 5,50: "},
  {steps: [50, 5, 100], said: "steps 50,5,100: "},
  {steps: [5, 5, 100], said: "steps 5,5,100: "},
  {steps: [-1, 100], said: "steps -1,100: "},
  {steps: [2.5, 100], said: "steps 2.5,100: "},
  {steps: [100, 150], said: "steps 100,150: "},
])("steps $steps are refused", ({steps, said}) => {
  const message = `${said}whole numbers that rise and end at 100 are needed, as in 5,25,50,100`;
  expect(() => movesOf({type: "canary", steps, pause: "2m"})).toThrow(message);
});

test("an unknown strategy is an error that lists the known ones", () => {
  expect(() => movesOf({type: "rolling", steps: [100], pause: ""})).toThrow(
    "strategy rolling is unknown. Known: blue-green, canary",
  );
});

describe("durations", () => {
  test.each([
    ["90s", 90],
    ["2m", 120],
    ["1h30m", 5400],
    ["1.5m", 90],
    ["0s", 0],
  ])("%s", (text, expected) => expect(seconds(text)).toBe(expected));

  test.each(["", "90", "2 m", "1d", "m", "-2m", "2m later"])('"%s" is none', (text) => {
    expect(() => seconds(text)).toThrow(`"${text}" is no duration. Type one as in 90s, 2m or 1h30m`);
  });

  test("what is said of a duration can be typed as one", () => {
    fc.assert(fc.property(fc.nat(100_000), (total) => seconds(inWords(total)) === total));
  });
});
