import {expect, test} from "vitest";
import {hasOnlyFieldsOf} from "../../src/release/fields.ts";

const deployment = (spec: object): string => JSON.stringify({apiVersion: "apps/v1", kind: "Deployment", spec});
const known = `${deployment({replicas: 2, template: {containers: [{name: "web", image: "shop:v1", args: ["a"]}]}})}`;

test.each<[string, object, boolean]>([
  ["other values of the same fields", {replicas: 3, template: {containers: [{name: "api", image: "shop:v2"}]}}, true],
  ["more of the same in a list", {template: {containers: [{name: "web"}, {name: "api", args: ["a", "b"]}]}}, true],
  ["a field more", {replicas: 2, replica: 2}, false],
  ["a field of another place", {template: {replicas: 2}}, false],
  ["another type", {replicas: "2"}, false],
  ["a list where there was none", {replicas: [2]}, false],
  ["nothing in a field", {replicas: null}, false],
])("what was validated once: %s", (_, spec, expected) => {
  expect(hasOnlyFieldsOf(deployment(spec), known)).toBe(expected);
});

test("a kind is validated anew, and so is another version of it", () => {
  expect(hasOnlyFieldsOf(known.replace("Deployment", "DaemonSet"), known)).toBe(false);
  expect(hasOnlyFieldsOf(known.replace("apps/v1", "apps/v2"), known)).toBe(false);
});
