import {generateChart} from "../../src/generate/chart.ts";
import type {Choices, Component} from "../../src/generate/choices.ts";
import type {Sources} from "../../src/generate/sources.ts";
import type {Schema} from "../../src/generate/values-schema.ts";
import {valuesTable} from "../../src/generate/values-table.ts";

const WEB: Component = {
  kind: "http",
  server: "gunicorn",
  module: "shop.wsgi:application",
  port: 8000,
  health: "/healthz",
};

/** A project that has every router and metrics, for nothing to be left out. */
const PROJECT: Choices = {
  name: "shop",
  version: "0.1.0",
  django: {settings: "shop.settings"},
  components: {web: WEB},
  routers: ["service", "gateway-api"],
  pipelines: [],
  metrics: "django-prometheus",
};

const HEAD = `# Values

Written by \`npm run docs\` from the schemas and the defaults of a chart with the component \`web\`. The README of your chart has the table of yours. A key that is not here is refused.
`;

/** The values of a chart, for gunicorn, and what uvicorn has in its place. */
export function valuesReference(sources: Sources): string {
  const uvicorn: Choices = {...PROJECT, components: {web: {...WEB, server: "uvicorn"}}};
  const server = tableOf(uvicorn, sources)
    .split("\n")
    .filter((line) => line.startsWith("| `web.server"));
  return `${HEAD}\n${tableOf(PROJECT, sources)}\nWith uvicorn:\n\n${TABLE_HEAD}\n${server.join("\n")}\n`;
}

const TABLE_HEAD = "| key | has to be | default | |\n|---|---|---|---|";

function tableOf(choices: Choices, sources: Sources): string {
  const files = new Map(generateChart(choices, sources).map(({path, content}) => [path, content]));
  const schema = JSON.parse(files.get("values.schema.json") ?? "") as Schema;
  return valuesTable(schema, files.get("files/defaults.yaml") ?? "");
}
