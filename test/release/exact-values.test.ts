import {expect, test} from "vitest";
import {valuesSchema} from "../../src/generate/values-schema.ts";
import {neededDefaults, roundedNumbers} from "../../src/release/exact-values.ts";
import {shop, sources} from "../generate/worlds.ts";

const BEYOND = "is a whole number beyond 9007199254740991, which Helm rounds: give it with --set-string";

test.each([
  ["the largest that is exact", {config: {A: 9007199254740991, B: -9007199254740991}}, []],
  ["one more", JSON.parse('{"config": {"A": 9007199254740993}}'), ["config.A"]],
  ["a negative one", JSON.parse('{"secrets": {"A": -12345678901234567890}}'), ["secrets.A"]],
  ["one within a list", JSON.parse('{"extra": [{"id": 18446744073709551615}]}'), ["extra[0].id"]],
  ["one so long that it gets an exponent", JSON.parse('{"a": 123456789012345678901234}'), ["a"]],
  ["fractions, texts and nothing", {a: 0.1, b: "9007199254740993", c: null, d: [true]}, []],
])("whole numbers that would be rounded: %s", (_, values, paths) => {
  expect(roundedNumbers(values)).toEqual(
    paths.map((path) => `${path} ${BEYOND} ${path}=NUMBER, or in quotes in a file.`),
  );
});

const schema = valuesSchema(shop(), sources.schemas);

const DEFAULTS = {
  hosts: ["shop.example.com"],
  image: {repository: "", pullPolicy: "IfNotPresent"},
  web: {replicas: 2, resources: {requests: {cpu: "100m"}}, nodeSelector: {}, probes: false},
  podSecurityContext: {runAsUser: 10001},
  config: {DEBUG: "0"},
};

test.each([
  ["a number of pods", {web: {replicas: null}}, ["web.replicas"]],
  ["a whole component, as an empty line of a file says it", {web: null}, ["web"]],
  ["a list that may not be empty", {hosts: null}, ["hosts"]],
  ["what Kubernetes reads may go", {podSecurityContext: {runAsUser: null}}, []],
  ["so may what is within resources", {web: {resources: {requests: {cpu: null}}}}, []],
  ["a variable of the chart's values.yaml may go", {config: {DEBUG: null}}, []],
  ["an empty default is no default", {image: {repository: null}, web: {nodeSelector: null}}, []],
  ["a key without a default", {tls: {secretName: null}, extra: null}, []],
])("null, and what the chart cannot do without: %s", (_, values, paths) => {
  const sentences = paths.map(
    (path) =>
      `${path} is null, which takes its default out, and the chart needs one: leave the key out, or give it a value.`,
  );
  expect(neededDefaults(schema, DEFAULTS, values)).toEqual(sentences);
});
