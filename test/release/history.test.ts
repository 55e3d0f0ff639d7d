import {expect, test} from "vitest";
import {imageOf} from "../../src/release/computed-values.ts";
import {rolloutsOf} from "../../src/release/history.ts";
import {candidateAt, helmRelease, warm} from "../fixtures/worlds/worlds.ts";

const inSlot = (slot: string, number: number, revision: number, changed = {}) =>
  helmRelease(`shop-${slot}`, {part: "slot", rollout: {number, revision}}, {revision, ...changed});

const stored = [
  inSlot("blue", 0, 1),
  inSlot("green", 1, 1),
  helmRelease("shop", {part: "front", rollout: {number: 1, live: "blue", traffic: {blue: 100}}}),
];

const states = (...args: Parameters<typeof rolloutsOf>): string[] =>
  rolloutsOf(...args).map(({number, slot, revision, state}) => `#${number} ${slot} ${revision} ${state}`.trimEnd());

const image = (): string => "";

test.each([
  ["candidate", candidateAt(25), stored, ["#1 green 1 candidate", "#0 blue 1 live"]],
  ["warm", warm, stored, ["#1 green 1 live", "#0 blue 1 previous"]],
  [
    "warm, and an older version",
    warm,
    [...stored, inSlot("blue", 7, 3)],
    ["#7 blue 3", "#1 green 1 live", "#0 blue 1 previous"],
  ],
  ["filled twice: the last one counts", warm, [inSlot("green", 3, 4), inSlot("green", 3, 5)], ["#3 green 5"]],
  ["a filling that failed is none", warm, [inSlot("green", 3, 4, {status: "failed"})], []],
])("rollouts, newest first: %s", (_, seen, releases, expected) =>
  expect(states(seen, releases, image)).toEqual(expected),
);

test.each([
  [{image: {repository: "shop", tag: ""}}, {image: {tag: "v1"}}, "shop:v1"],
  [{image: {repository: "shop", tag: "v1"}}, {}, "shop:v1"],
  [
    {image: {repository: "shop"}},
    {image: {repository: "r.example.com/shop", digest: "sha256:0"}},
    "r.example.com/shop@sha256:0",
  ],
])("the image of %j and %j", (defaults, values, expected) => expect(imageOf(defaults, values)).toBe(expected));
