import {expect, test} from "vitest";
import {computedValues, settingsOf} from "../../src/release/computed-values.ts";

test.each([
  ["a map is merged", {a: {b: 1, c: 2}}, {a: {b: 3}}, {a: {b: 3, c: 2}}],
  ["a list is replaced", {a: [1, 2]}, {a: [3]}, {a: [3]}],
  ["null removes", {a: 1, b: 2}, {a: null}, {b: 2}],
  [
    "false and 0 and the empty text are kept",
    {a: true, b: 1, c: "x"},
    {a: false, b: 0, c: ""},
    {a: false, b: 0, c: ""},
  ],
  ["a map over a scalar", {a: 1}, {a: {b: 2}}, {a: {b: 2}}],
  ["a scalar over a map", {a: {b: 2}}, {a: 1}, {a: 1}],
])("defaults under values, as Helm has it: %s", (_, defaults, values, expected) => {
  expect(computedValues(defaults, values)).toEqual(expected);
});

test("settings come from values, then from the chart's defaults, then from djcd's", () => {
  const defaults = {router: "gateway-api", strategy: {type: "canary", canary: {steps: [10, 100], pause: "1m"}}};
  expect(settingsOf({values: defaults}, {strategy: {canary: {pause: "5m"}}, hosts: ["a.example.com"]})).toEqual({
    router: "gateway-api",
    hosts: ["a.example.com"],
    strategy: {type: "canary", steps: [10, 100], pause: "5m"},
    migrationSeconds: 3600,
  });
  expect(settingsOf({values: {}}, {}).strategy).toEqual({type: "blue-green", steps: [5, 25, 50, 100], pause: ""});
});
