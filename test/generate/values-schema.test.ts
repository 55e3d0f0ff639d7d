import {expect, test} from "vitest";
import {valuesErrors} from "../../src/generate/values-errors.ts";
import {type Schema, valuesSchema} from "../../src/generate/values-schema.ts";
import {ALL_ROUTERS, choicesSchema, daphne, shop, sources, uvicorn} from "./worlds.ts";

const keys = (schema: Schema | undefined) => Object.keys(schema?.properties ?? {});

const definition = (schema: Schema, name: string) => (schema.definitions as Record<string, Schema>)[name];

test("the schema is one document that refers to nothing outside itself", () => {
  const text = JSON.stringify(valuesSchema(shop(), sources.schemas));
  const targets = [...text.matchAll(/"\$ref":"([^"]*)"/g)].map(([, target]) => target);
  expect(targets.filter((target) => !target?.startsWith("#/definitions/"))).toEqual([]);
});

test("the schema is draft-07, which both Helms read in the same way", () => {
  expect(valuesSchema(shop(), sources.schemas).$schema).toBe("http://json-schema.org/draft-07/schema#");
});

test.each([
  {routers: ["service"] as const, has: "ingress", lacks: "gateway"},
  {routers: ["gateway-api"] as const, has: "gateway", lacks: "ingress"},
])("a menu of $routers has the values of these routers and of no other", ({routers, has, lacks}) => {
  const schema = valuesSchema(shop({routers}), sources.schemas);
  expect(definition(schema, "router")?.enum).toEqual(routers);
  expect(keys(schema)).toContain(has);
  expect(keys(schema)).not.toContain(lacks);
  expect(definition(schema, lacks)).toBeUndefined();
});

test("a component's values are those of its server", () => {
  const schema = valuesSchema(shop({components: {site: uvicorn}}), sources.schemas);
  expect(keys(schema)).toContain("site");
  expect(valuesErrors(schema, {site: {server: {workers: 1}}})).toEqual([]);
  expect(valuesErrors(schema, {site: {server: {threads: 4}}})).toEqual([
    "site.server.threads is not known here. Known are: workers, keepAlive, maxRequests.",
  ]);
});

test("no key of the values can be the name of a component", () => {
  const names = choicesSchema.properties?.components?.propertyNames as {pattern: string; not: {enum: string[]}};
  const root: Schema = JSON.parse(sources.schemas["values/root.json"] ?? "");
  const possible = keys(root).filter((key) => new RegExp(names.pattern).test(key));
  expect(possible.filter((key) => !names.not.enum.includes(key))).toEqual([]);
});

test("each file of schemas/values is used by some chart", () => {
  const others = [uvicorn, daphne].map((web) => shop({components: {web}}));
  const charts = [shop({routers: ALL_ROUTERS, metrics: "django-prometheus"}), ...others].map((choices) =>
    valuesSchema(choices, sources.schemas),
  );
  const used = new Set(charts.flatMap((schema) => Object.keys(schema.definitions as object)));
  const files = Object.keys(sources.schemas).filter((path) => path.startsWith("values/"));
  const concepts = files.map((path) => path.slice("values/".length, -".json".length));
  expect(concepts.filter((concept) => !used.has(concept))).toEqual(["http", "root"]);
});
