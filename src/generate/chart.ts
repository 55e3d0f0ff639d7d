import type {Choices} from "./choices.ts";
import {chartFiles} from "./files.ts";
import {type GeneratedFile, generateFile, sha256} from "./generated-file.ts";
import type {Sources} from "./sources.ts";
import {valuesSchema} from "./values-schema.ts";

/** The chart of a project: the same choices and the same program give the same bytes. */
export function generateChart(choices: Choices, sources: Sources): GeneratedFile[] {
  const generator = {version: sources.generator, choices: choicesHash(choices)};
  const files = chartFiles(choices, generator).map((file) => generateFile(file, choices.name, sources.chart));
  const schema = `${JSON.stringify(valuesSchema(choices, sources.schemas), null, 2)}\n`;
  return byPath([...files, {path: "values.schema.json", content: schema, once: false}]);
}

/** Which choices a chart was made of: equal for a djcd.yaml that says the same in other words. Pipelines are no part of it. */
export function choicesHash({pipelines: _, ...ofChart}: Choices): string {
  return sha256(JSON.stringify(ofChart));
}

function byPath(files: GeneratedFile[]): GeneratedFile[] {
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}
