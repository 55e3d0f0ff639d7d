import {expect, test} from "vitest";
import {nextCommands} from "../../src/observe/next-commands.ts";
import type {FrontBlock} from "../../src/release/block.ts";
import {gatewayApi} from "../../src/routers/gateway-api.ts";

const out: FrontBlock = {number: 2, live: "blue", candidate: "green", traffic: {blue: 75, green: 25}, previous: [0]};
const canary = (pause: string) => ({type: "canary", steps: [25, 50, 100], pause});

const [PROMOTE, BACK, RESUME] = ["promote", "rollback", "resume"].map((verb) => `helm djcd ${verb} shop`);
const shift = (weight: number | string): string => `helm djcd shift shop ${weight}`;

test.each<[string, Partial<FrontBlock>, readonly (string | undefined)[]]>([
  ["waits for a person: the next step of its own strategy", {strategy: canary("")}, [PROMOTE, shift(50), BACK]],
  ["was cut short in a timed pause", {strategy: canary("2m")}, [RESUME, PROMOTE, shift(50), BACK]],
  ["is held", {strategy: canary(""), held: {by: "ann"}}, [RESUME, PROMOTE, shift(50), BACK]],
  ["has one step left", {strategy: {type: "canary", steps: [25, 100], pause: ""}}, [PROMOTE, shift("WEIGHT"), BACK]],
  ["is of a record without a strategy", {}, [PROMOTE, shift("WEIGHT"), BACK]],
  [
    "is of a strategy that this djcd does not know",
    {strategy: {type: "sunrise", steps: [50, 25], pause: ""}},
    [PROMOTE, shift("WEIGHT"), BACK],
  ],
])("what to type for a candidate that %s", (_, changed, expected) =>
  expect(nextCommands("shop", "candidate", {...out, ...changed}, gatewayApi)).toEqual(expected),
);
