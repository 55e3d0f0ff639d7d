import Handlebars from "handlebars";
import {expect, test} from "vitest";
import {chartFiles} from "../../src/generate/files.ts";
import {directives} from "../../src/generate/template.ts";
import type {Schema} from "../../src/generate/values-schema.ts";
import {ALL_ROUTERS, choicesSchema, daphne, gunicorn, shop, sources, uvicorn} from "./worlds.ts";

/** What is no choice: facts about this program and the folder, the name of a component, a member of the list at hand. */
const NO_CHOICE =
  /^(generator\..*|component\.name|main\.name|chart|flags|application\.(release|name|file)|applications\.(source|elsewhere)|this|)$/;

const TEXTS = {...sources.chart, ...sources.pipelines, ...sources.gitops};

/** These say which files there are; the name stands wherever a file says <CHARTNAME>. */
const CHOOSING_FILES = ["components.*.kind", "components.*.server.name", "routers", "pipelines", "gitops.controller"];

/** These make the names of applications. */
const NAMING = ["gitops.applications.prefix"];

test("the choices that the chart uses are the choices that the schema has", () => {
  const used = new Set([...choicesInTemplates(), ...CHOOSING_FILES, ...NAMING, "name"]);
  expect([...used].sort()).toEqual(choicesIn(choicesSchema).sort());
});

test("a file has the ending .hbs if it has a directive, and only then", () => {
  const wrong = Object.entries(TEXTS).filter(([path, text]) => path.endsWith(".hbs") !== text.includes("<%"));
  expect(wrong.map(([path]) => path)).toEqual([]);
});

test("each source file of the chart is used by some chart", () => {
  const files = [gunicorn, uvicorn, daphne].flatMap((web) =>
    chartFiles(shop({components: {web}, routers: ALL_ROUTERS, metrics: "django-prometheus"}), {}),
  );
  const used = new Set(files.flatMap(({parts}) => parts.map(({source}) => source)));
  expect(Object.keys(sources.chart).filter((path) => !used.has(path.replace(/\.hbs$/, "")))).toEqual([]);
});

/** Read from Handlebars' own syntax tree. */
function choicesInTemplates(): string[] {
  const found: string[] = [];
  class Reader extends Handlebars.Visitor {
    override PathExpression(path: hbs.AST.PathExpression): void {
      if (!path.data) found.push(path.parts.join("."));
    }
  }
  for (const text of Object.values(TEXTS)) new Reader().accept(Handlebars.parse(directives(text)));
  return found.filter((path) => !HELPERS.includes(path) && !NO_CHOICE.test(path)).map(asInSchema);
}

const HELPERS = ["each", "if", "unless"];

function asInSchema(path: string): string {
  return path
    .replace(/^component\.(command|args|config)$/, "components.*.server.$1")
    .replace(/^(component|main)\./, "components.*.")
    .replace(/^routers\..*/, "routers")
    .replace(/^applications\./, "gitops.applications.");
}

function choicesIn(schema: Schema, path = ""): string[] {
  const members = Object.entries(schema.properties ?? {}).map(([key, member]) => [key, member] as const);
  const open = schema.additionalProperties;
  const all = typeof open === "object" && open !== null ? [...members, ["*", open as Schema] as const] : members;
  if (all.length === 0) return [path];
  return all.flatMap(([key, member]) => choicesIn(member, path === "" ? key : `${path}.${key}`));
}
