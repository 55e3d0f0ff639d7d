import type {Choices} from "./choices.ts";
import {type ChartFile, chartFiles, DEFAULTS, VALUES_TABLE} from "./files.ts";
import {type GeneratedFile, generateFile, sha256} from "./generated-file.ts";
import type {Sources} from "./sources.ts";
import {valuesSchema} from "./values-schema.ts";
import {valuesTable} from "./values-table.ts";

/** The chart of a project: the same choices and the same program give the same bytes. */
export function generateChart(choices: Choices, sources: Sources): GeneratedFile[] {
  const generator = {version: sources.generator, choices: choicesHash(choices)};
  const schema = valuesSchema(choices, sources.schemas);
  const files = chartFiles(choices, generator);
  const texts = {...sources.chart, [VALUES_TABLE]: valuesTable(schema, defaultsOf(files, choices, sources))};
  const written = files.map((file) => generateFile(file, choices.name, texts));
  const schemaText = `${JSON.stringify(schema, null, 2)}\n`;
  return byPath([...written, {path: "values.schema.json", content: schemaText, once: false}]);
}

function defaultsOf(files: readonly ChartFile[], {name}: Choices, sources: Sources): string {
  const defaults = files.filter(({path}) => path === DEFAULTS);
  return defaults.map((file) => generateFile(file, name, sources.chart).content).join("");
}

/**
 * Which choices a chart was made of: equal for a djcd.yaml that says the same in other words. How it is delivered is no
 * part of it.
 */
export function choicesHash({pipelines: _, gitops: __, ...ofChart}: Choices): string {
  return sha256(JSON.stringify(ofChart));
}

function byPath(files: GeneratedFile[]): GeneratedFile[] {
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}
