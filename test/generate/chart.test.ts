import fc from "fast-check";
import * as yaml from "js-yaml";
import {expect, test} from "vitest";
import {choicesHash, generateChart} from "../../src/generate/chart.ts";
import type {Choices} from "../../src/generate/choices.ts";
import {parseChoices} from "../../src/generate/choices-file.ts";
import {valuesErrors} from "../../src/generate/values-errors.ts";
import {ALL_ROUTERS, choicesSchema, djcdYaml, gunicorn, shop, sources, uvicorn} from "./worlds.ts";

const generate = (choices: Choices) =>
  new Map(generateChart(choices, sources).map(({path, content}) => [path, content]));

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,7}$/);

const anyChoices: fc.Arbitrary<Choices> = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8})?$/),
  version: fc.constantFrom("0.1.0", "10.2.3", "1.0.0-rc.1"),
  django: fc.record({settings: fc.tuple(word, word).map((words) => words.join("."))}),
  components: fc
    .record({
      name: fc.constantFrom("web", "site", "api2"),
      server: fc.constantFrom("gunicorn" as const, "uvicorn" as const),
      port: fc.integer({min: 1, max: 65535}),
      health: fc.constantFrom("", "/", "/healthz", "/-/ready?full=1"),
    })
    .map(({name, ...chosen}) => ({[name]: {kind: "http" as const, module: "a.b:c", ...chosen}})),
  routers: fc.subarray(ALL_ROUTERS, {minLength: 1}),
  pipelines: fc.subarray(["github-actions" as const, "gitlab-ci" as const]),
  metrics: fc.constantFrom("none" as const, "django-prometheus" as const),
});

test("the same choices give the same bytes", () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const [once, again] = [generateChart(choices, sources), generateChart(structuredClone(choices), sources)];
      expect(again).toEqual(once);
    }),
    {numRuns: 20},
  );
});

test("whatever the choices, no directive is left and values fit their schema", () => {
  fc.assert(
    fc.property(anyChoices, (choices) => {
      const chart = generate(choices);
      expect([...chart.values()].filter((text) => /<%|%>|<CHARTNAME>|[\uE000\uE001]/.test(text))).toEqual([]);
      const schema = JSON.parse(chart.get("values.schema.json") ?? "");
      for (const file of ["values.yaml", "values-dev.yaml", "files/defaults.yaml"])
        expect(valuesErrors(schema, yaml.load(chart.get(file) ?? ""))).toEqual([]);
    }),
    {numRuns: 20},
  );
});

test("the files of a chart are those of its menu", () => {
  const chart = [...generate(shop({components: {site: uvicorn}, routers: ["service"]})).keys()];
  const chosen = chart.filter((path) => /^templates\/(site|routing)\//.test(path));
  expect(chosen).toEqual([
    "templates/routing/live.yaml",
    "templates/routing/service.yaml",
    "templates/site/_uvicorn.tpl",
    "templates/site/deployment.yaml",
    "templates/site/hpa.yaml",
    "templates/site/pdb.yaml",
  ]);
});

test("Chart.yaml says which generator made the chart, from which choices, under which contract", () => {
  const {version, annotations} = yaml.load(generate(shop()).get("Chart.yaml") ?? "") as {
    version: string;
    annotations: object;
  };
  expect(version).toBe("1.2.0");
  expect(annotations).toEqual({
    "djcd.io/contract": "1",
    "djcd.io/generator": sources.generator,
    "djcd.io/choices": choicesHash(shop()),
  });
});

test("the hash of the choices does not depend on how djcd.yaml is written", () => {
  const long = djcdYaml.replace(
    'module: "shop.wsgi:application"',
    'port: 8000, health: "", module: shop.wsgi:application',
  );
  const [one, other] = [djcdYaml, `${long}routers:\n  - service\n`].map((text) =>
    parseChoices(text, "djcd.yaml", choicesSchema),
  );
  expect(one && choicesHash(one)).toBe(other && choicesHash(other));
});

test.each<[string, Partial<Choices>]>([
  ["version", {version: "1.2.1"}],
  ["settings", {django: {settings: "shop.production"}}],
  ["component", {components: {web: {...gunicorn, port: 8080}}}],
  ["default router", {routers: ["gateway-api", "service"]}],
])("another %s is another hash", (_, chosen) => {
  expect(choicesHash(shop(chosen))).not.toBe(choicesHash(shop()));
});

test("the default router is the first of the menu", () => {
  const chart = generate(shop({routers: ["gateway-api", "service"]}));
  expect(yaml.load(chart.get("values.yaml") ?? "")).toMatchObject({router: "gateway-api"});
});

test("the README of a chart tells each value, what it has to be, its default and what it is for", () => {
  const readme = generate(shop({routers: ["service"]})).get("README.md");
  expect(readme).toContain(
    "\n| `web.drain.gracefulSeconds` | a number of seconds, 1 or more | `30` | Then running requests may take this long. |\n",
  );
  expect(readme).toContain('\n| `router` | service: the menu is routers in djcd.yaml | `"service"` |');
  expect(readme).not.toContain("gateway.parentRefs` |");
});
