import {expect, test} from "vitest";
import {imageOf} from "../../src/release/computed-values.ts";
import {lastFilling, rolloutsOf} from "../../src/release/history.ts";
import {recordOf} from "../../src/release/phase.ts";
import {candidateAt, helmRelease, stable, warm, world} from "../fixtures/worlds/worlds.ts";

const inSlot = (slot: string, number: number, revision: number, changed = {}) =>
  helmRelease(`shop-${slot}`, {part: "slot", rollout: {number, revision}}, {revision, ...changed});

const stored = [
  inSlot("blue", 0, 1),
  inSlot("green", 1, 1),
  helmRelease("shop", {part: "front", rollout: {number: 1, live: "blue", traffic: {blue: 100}}}),
];

const states = (...args: Parameters<typeof rolloutsOf>): string[] =>
  rolloutsOf(...args).map(({number, slot, revision, state}) => `#${number} ${slot} ${revision} ${state}`.trimEnd());

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
  [
    "filled in vain in the one slot, then for good in the other: the last one counts",
    warm,
    [
      inSlot("blue", 3, 3, {updated: "2026-11-25T10:00:00.5+01:00"}),
      inSlot("green", 3, 9, {updated: "2026-11-25T08:59:59Z"}),
    ],
    ["#3 blue 3"],
  ],
  ["a filling that failed is none", warm, [inSlot("green", 3, 4, {status: "failed"})], []],
])("rollouts, newest first: %s", (_, seen, releases, expected) => expect(states(seen, releases)).toEqual(expected));

test("what is done to a rollout in place does not take its name and time", () => {
  const at = (hour: number) => `2026-11-25T${hour}:00:00Z`;
  const releases = [
    inSlot("green", 1, 1, {updated: at(10), description: "#1: shop:v0, killed"}),
    inSlot("green", 1, 2, {updated: at(11), description: "#1: shop:v1"}),
    inSlot("green", 1, 3, {updated: at(12), description: "#1 with other settings, by bob"}),
    inSlot("green", 1, 4, {updated: at(13), description: "#1 put right"}),
  ];
  expect(rolloutsOf(warm, releases)).toMatchObject([
    {number: 1, revision: 4, description: "#1: shop:v1", updated: at(11), inPlace: {description: "#1 put right"}},
  ]);
  expect(rolloutsOf(warm, releases.slice(3))).toMatchObject([{description: "#1 put right"}]);
  expect(rolloutsOf(warm, releases.slice(0, 2))[0]).not.toHaveProperty("inPlace");
});

test("a rollout is compared with the one that was live before it, and one that never was live with none", () => {
  const seen = world({
    block: {...recordOf(stable), number: 4, live: "green", traffic: {green: 100}, previous: [1]},
    green: {number: 4, pods: 2},
  });
  const tagged = (slot: string, number: number, revision: number) =>
    helmRelease(`shop-${slot}`, {image: {tag: `v${number}`}, part: "slot", rollout: {number, revision}}, {revision});
  const releases = [tagged("blue", 1, 1), tagged("green", 2, 1), tagged("blue", 3, 2), tagged("green", 4, 2)];
  expect(
    rolloutsOf(seen, releases).map(({number, changes}) => [number, changes?.since, changes?.image?.oldValue]),
  ).toEqual([
    [4, 1, expect.stringMatching(/:v1$/)],
    [3, 1, expect.stringMatching(/:v1$/)],
    [2, 1, expect.stringMatching(/:v1$/)],
    [1, undefined, undefined],
  ]);
});

test("a rollout says who released it, from where and why, and who rejected it", () => {
  const seen = world({
    block: {...recordOf(stable), number: 2, rejected: [{number: 2, by: "bob", reason: "slow"}]},
    green: {number: 1, pods: 2},
  });
  const told = {by: "ann", run: "https://ci/3", reason: "fixes"};
  const two = helmRelease(
    "shop-blue",
    {part: "slot", rollout: {number: 2, revision: 4, needs: [], ...told}},
    {revision: 4},
  );
  const [rejected, live] = rolloutsOf(seen, [two, inSlot("green", 1, 1)]);
  expect(rejected).toMatchObject({number: 2, state: "rejected", ...told, rejected: {by: "bob", reason: "slow"}});
  expect(live).toEqual({...live, number: 1, state: "live"});
  expect(live).not.toHaveProperty("by");
});

test.each([
  [{image: {repository: "shop", tag: ""}}, {image: {tag: "v1"}}, "shop:v1"],
  [{image: {repository: "shop", tag: "v1"}}, {}, "shop:v1"],
  [
    {image: {repository: "shop"}},
    {image: {repository: "r.example.com/shop", digest: "sha256:0"}},
    "r.example.com/shop@sha256:0",
  ],
])("the image of %j and %j", (defaults, values, expected) => expect(imageOf(defaults, values)).toBe(expected));

test("a rollout that nobody stored is not found", () => {
  expect(lastFilling(stored, 1)?.name).toBe("shop-green");
  expect(lastFilling(stored, 7)).toBeUndefined();
});
