import {expect, test} from "vitest";
import {changeLines, changesBetween, changesInShort, fieldChanges, type Side} from "../../src/release/changes.ts";
import {CANARY} from "../refusals/worlds.ts";

const side = (values: object, changed: Partial<Side> = {}): Side => ({
  image: "shop:v1",
  chartName: "shop-1.0.0",
  defaults: {web: {replicas: 2}, image: {repository: "shop"}},
  values: {...values},
  ...changed,
});

const lines = (before: object, after: object): string[] => changeLines(changesBetween(3, side(before), side(after)));

test.each([
  ["another number than the chart's default", {}, {web: {replicas: 3}}, ["web.replicas: 2 -> 3"]],
  ["a variable that is new", {}, {config: {DEBUG: "1"}}, ['config: {"DEBUG":"1"} (new)']],
  ["a variable beside others", {config: {A: "x"}}, {config: {A: "x", B: true}}, ["config.B: true (new)"]],
  ["a text that looks like a number", {config: {A: 1}}, {config: {A: "1"}}, ['config.A: 1 -> "1"']],
  ["a host that is gone", {hosts: ["a", "b"]}, {hosts: ["a"]}, ["hosts[1]: b (gone)"]],
  ["null takes a default out", {}, {web: {replicas: null}}, ["web.replicas: 2 (gone)"]],
  [
    "a variable in Kubernetes' form is found by its name",
    {env: [{name: "A", value: "1"}]},
    {
      env: [
        {name: "B", value: "x"},
        {name: "A", value: "2"},
      ],
    },
    ['env.A.value: "1" -> "2"', 'env.B: {"name":"B","value":"x"} (new)'],
  ],
  [
    "the same in another order",
    {env: [{name: "A"}, {name: "B"}]},
    {env: [{name: "B"}, {name: "A"}]},
    ['env: ["A","B"] -> ["B","A"]'],
  ],
  ["a list where a map was", {extra: {a: 1}}, {extra: [1]}, ['extra: {"a":1} -> [1]']],
  ["what djcd keeps for itself", {part: "slot", rollout: {number: 1}}, {}, []],
  [
    "names of Secrets are no secrets",
    {existingSecrets: ["a"]},
    {existingSecrets: ["b"]},
    ["existingSecrets[0]: a -> b"],
  ],
  ["nothing", {config: {A: "x"}}, {config: {A: "x"}}, []],
])("a difference in one line: %s", (_, before, after, expected) => {
  expect(lines(before, after)).toEqual(expected);
});

test.each([
  ["a secret", {secrets: {A: "x"}}, {secrets: {A: CANARY}}, ["secrets.A: changed, its value is not shown"]],
  ["a secret that is the first", {}, {secrets: {A: CANARY}}, ["secrets: new, its value is not shown"]],
  [
    "a password among the plain",
    {config: {}},
    {config: {DB_PASSWORD: CANARY}},
    ["config.DB_PASSWORD: new, its value is not shown"],
  ],
  [
    "a URL with a password",
    {config: {DATABASE_URL: "postgres://u:p@db/shop"}},
    {config: {DATABASE_URL: `postgres://u:${CANARY}@db/shop`}},
    ["config.DATABASE_URL: changed, its value is not shown"],
  ],
  [
    "a variable in Kubernetes' form",
    {env: [{name: "API_TOKEN", value: "x"}]},
    {env: [{name: "API_TOKEN", value: CANARY}]},
    ["env.API_TOKEN.value: changed, its value is not shown"],
  ],
  [
    "one that is new",
    {env: [{name: "A", value: "x"}]},
    {
      env: [
        {name: "A", value: "x"},
        {name: "API_TOKEN", value: CANARY},
      ],
    },
    ["env.API_TOKEN: new, its value is not shown"],
  ],
  ["one in a map that comes whole", {}, {extra: {mail: {password: CANARY}}}, ["extra: new, its value is not shown"]],
])("what may be secret is not shown: %s", (_, before, after, expected) => {
  const changes = changesBetween(3, side(before), side(after));
  expect(changeLines(changes)).toEqual(expected);
  expect(JSON.stringify(changes)).not.toContain(CANARY);
});

test("image and chart are told by what they are, and not once more by the values that name them", () => {
  const after = side({image: {tag: "v2"}}, {image: "shop:v2", chartName: "shop-1.1.0"});
  const changes = changesBetween(3, side({image: {tag: "v1"}}), after);
  expect(changeLines(changes)).toEqual(["image: shop:v1 -> shop:v2", "chart: shop-1.0.0 -> shop-1.1.0"]);
  expect(changesInShort(changes)).toBe("since #3: image shop:v1 -> shop:v2, chart shop-1.0.0 -> shop-1.1.0");
});

test.each([
  ["many values by name, and how many more", {a: 1, b: 1, c: 1, d: 1, e: 1, f: 1}, "since #3: a, b, c, d, 2 more"],
  ["nothing", {}, "since #3: the same image, chart and values"],
])("in short: %s", (_, values, expected) => {
  expect(changesInShort(changesBetween(3, side({}), side(values)))).toBe(expected);
});

test("fields are told in the words of helm-diff", () => {
  expect(fieldChanges({a: {b: 1, c: [1]}, d: 1}, {a: {b: 2, c: [1, 2]}})).toEqual([
    {path: "a", field: "b", change: "replace", oldValue: 1, newValue: 2},
    {path: "a.c", field: "1", change: "add", newValue: 2},
    {path: "", field: "d", change: "remove", oldValue: 1},
  ]);
});
