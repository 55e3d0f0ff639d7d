import {expect, test} from "vitest";
import {type CounterSamples, countsOf, growth} from "../../src/analysis/counts.ts";
import {longReady, serving, silence} from "../../src/analysis/reading.ts";
import {isAbove, quantile, slowerThan} from "../../src/analysis/statistics.ts";
import type {Sample} from "../../src/prometheus/prometheus.ts";
import {pod} from "../fixtures/worlds/objects.ts";

const sample = (value: number, labels: Sample["labels"] = {}): Sample => ({labels, value});

test.each([
  ["grows", [sample(3)], [sample(10)], [7]],
  ["is born with its first error", [], [sample(1)], [1]],
  ["begins anew, as its pod did", [sample(100)], [sample(4)], [4]],
  ["is gone with its pod", [sample(100)], [], []],
  ["is not a number", [sample(1)], [sample(Number.NaN)], [Number.NaN]],
])("a counter that %s", (_, before, now, expected) =>
  expect(growth(before, now).map(({value}) => value)).toEqual(expected),
);

test("counts of the pods of one slot are added up, those of others left out", () => {
  const none: CounterSamples = {responses: [], latency: [], databaseErrors: [], connectionErrors: [], statements: []};
  const now: CounterSamples = {
    ...none,
    responses: [
      sample(90, {pod: "green-1", status: "200"}),
      sample(6, {pod: "green-1", status: "500"}),
      sample(4, {pod: "green-2", status: "503"}),
      sample(7, {pod: "blue-1", status: "500"}),
    ],
    latency: [sample(5, {pod: "green-1", le: "+Inf"}), sample(3, {pod: "green-2", le: "0.5"})],
    databaseErrors: [sample(2, {pod: "green-1", type: "UndefinedColumn"})],
    connectionErrors: [sample(1, {pod: "green-2"})],
    statements: [sample(9, {pod: "green-2"})],
  };
  const slotOf = ({labels}: Sample) => (labels.pod?.startsWith("green") ? "green" : "blue");
  expect(countsOf("green", slotOf, none, now)).toEqual({
    requests: 100,
    errors: 10,
    buckets: [
      {le: 0.5, count: 3},
      {le: Number.POSITIVE_INFINITY, count: 5},
    ],
    databaseErrors: {UndefinedColumn: 2, connecting: 1},
    countsDatabase: true,
  });
});

const buckets = [
  {le: 0.1, count: 50},
  {le: 0.5, count: 90},
  {le: 1, count: 98},
  {le: Number.POSITIVE_INFINITY, count: 100},
];

test.each([
  [0.5, 0.1],
  [0.7, 0.3],
  [0.95, 0.8125],
  [0.99, 1],
])("a quantile of %d is where Prometheus has it", (share, expected) =>
  expect(quantile(buckets, share)).toBeCloseTo(expected),
);

test.each([
  [0.1, 50],
  [0.3, 30],
  [1, 2],
  [5, 2],
])("requests that took longer than %d s", (limit, expected) =>
  expect(slowerThan(buckets, limit)).toBeCloseTo(expected),
);

test("nothing is known of no requests", () => expect(quantile([], 0.95)).toBeNaN());

test.each([
  [0, 0, 0.01, false],
  [1, 1, 0.01, false],
  [2, 2, 0.01, true],
  [1, 1000, 0, true],
  [2, 100, 0.01, false],
  [7, 140, 0.01, false],
  [9, 170, 0.01, true],
  [50, 5000, 0.01, false],
])("%d of %d are more than a share of %d beyond chance: %s", (count, of, bound, expected) =>
  expect(isAbove(count, of, bound)).toBe(expected),
);

test("versions that are as good as their bound are seldom taken for bad", () => {
  let seed = 7;
  const chance = (): number => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const alarms = Array.from({length: 500}, () => {
    let errors = 0;
    const looks = Array.from({length: 1000}, (_, index) => {
      errors += chance() < 0.01 ? 1 : 0;
      return isAbove(errors, index + 1, 0.01);
    });
    return looks.some(Boolean);
  });
  expect(alarms.filter(Boolean).length).toBeLessThan(10);
});

test("a pod that ends, or is not ready, need not be heard of", () => {
  const ending = {...pod("green", "b"), metadata: {name: "b", deletionTimestamp: "2026-11-25T10:00:00Z"}};
  expect(serving([pod("green", "a"), ending, pod("green", "c", {phase: "Pending"})])).toEqual(["a"]);
});

test("a pod that has been ready for less than a minute may not have been found yet", () => {
  const since = (lastTransitionTime: string) => ({
    ...pod("green", lastTransitionTime),
    status: {conditions: [{type: "Ready", status: "True", lastTransitionTime}]},
  });
  const pods = [since("2026-11-25T10:00:00Z"), since("2026-11-25T10:00:01Z")];
  const aMinuteLater = Date.parse("2026-11-25T10:01:00Z") / 1000;
  expect(longReady(pods, aMinuteLater).map(({metadata}) => metadata.name)).toEqual(["2026-11-25T10:00:00Z"]);
});

test.each([
  [
    "all pods are heard of",
    [
      {pod: "a", at: 990},
      {pod: "b", at: 941},
    ],
    undefined,
  ],
  ["one pod is silent", [{pod: "a", at: 990}], "Prometheus has heard nothing of pod b for 60 s"],
  [
    "one pod was heard of long ago",
    [
      {pod: "a", at: 990},
      {pod: "b", at: 900},
    ],
    "Prometheus has heard nothing of pod b for 60 s",
  ],
])("%s", (_, heard, expected) => expect(silence(["a", "b"], heard, 1000)).toBe(expected));
