import {expect, test} from "vitest";
import {type CounterSamples, counted, countsOf, NOTHING_HEARD} from "../../src/analysis/counts.ts";
import {gridOf} from "../../src/analysis/grid.ts";
import {longReady, serving, silence} from "../../src/analysis/reading.ts";
import {isAbove, quantile, slowerThan} from "../../src/analysis/statistics.ts";
import type {Sample, Series} from "../../src/prometheus/prometheus.ts";
import {pod} from "../fixtures/worlds/objects.ts";

const sample = (value: number, labels: Sample["labels"] = {}): Sample => ({labels, value});

/** A series with a point each second, from 10 on; nothing where it was not there. */
const course = (values: readonly (number | undefined)[], labels: Sample["labels"] = {}): Series => ({
  labels,
  points: values.flatMap((value, index) => (value === undefined ? [] : [{at: 10 + index, value}])),
});

const grownBy = (series: readonly Series[], begun: number): number[] =>
  [...counted(NOTHING_HEARD, series, begun).grown.values()].map(({value}) => value);

const none = undefined;

test.each<[what: string, values: readonly (number | undefined)[], expected: number]>([
  ["grows", [3, 5, 10], 7],
  ["is born with its first error", [none, none, 1], 1],
  ["begins anew, as its pod did", [100, 104, 4, 9], 13],
  ["is gone with its pod", [100, 106, none], 6],
  ["is born and gone between", [none, 6, none], 6],
  ["nobody has heard of before the step began", [none, 100, 101], 101],
  ["stays", [5, 5, 5], 0],
  ["is not a number", [1, 1, Number.NaN], Number.NaN],
])("a counter that %s", (_, values, expected) => expect(grownBy([course(values)], 10)).toEqual([expected]));

test("what was heard before the step began is where it began from, although a scrape failed just then", () => {
  expect(grownBy([course([100, none, 103])], 11)).toEqual([3]);
});

test("looks that follow each other come to what one look does", () => {
  const whole = [course([100, 104, 106, none, 3, 5]), course([none, 2, 2, none, none, none], {pod: "b"})];
  const part = (from: number, to: number): Series[] =>
    whole.map(({labels, points}) => ({labels, points: points.filter(({at}) => at >= from && at <= to)}));
  const first = counted(NOTHING_HEARD, part(10, 12), 10);
  expect(counted(counted(first, part(12, 13), 10), part(13, 15), 10)).toEqual(counted(NOTHING_HEARD, whole, 10));
});

test.each([
  ["a look later", {from: 100, to: 102}, 2, 2],
  ["some looks were missed", {from: 100, to: 117}, 17, 4.25],
  ["a time that nothing divides", {from: 100, to: 100.0073}, 0.007, 0.007],
  ["no time at all", {from: 100, to: 100}, 0.001, 0.001],
  ["days", {from: 0, to: 172_800}, 172_800, 720],
])("a course is read in points that end where it ends: %s", (_, span, length, step) => {
  const grid = gridOf(span);
  expect(grid.stepSeconds).toBeCloseTo(step, 3);
  expect(grid.span.to - grid.span.from).toBeCloseTo(length, 3);
  const points = (grid.span.to - grid.span.from) / grid.stepSeconds;
  expect(points).toBeCloseTo(Math.round(points), 6);
});

test("counts of the pods of one slot are added up, those of others left out", () => {
  const grown: CounterSamples = {
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
  expect(countsOf("green", slotOf, grown)).toEqual({
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
