import {createHash} from "node:crypto";
import type {Choices} from "./choices.ts";
import {type ChartFile, chartFiles, type Part} from "./files.ts";
import type {Sources} from "./sources.ts";
import {nameChart, renderTemplate} from "./template.ts";
import {valuesSchema} from "./values-schema.ts";

/** A file of a chart that has been generated and not been written yet. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
  readonly once: boolean;
}

/** The chart of a project: the same choices and the same program give the same bytes. */
export function generateChart(choices: Choices, sources: Sources): GeneratedFile[] {
  const generator = {version: sources.generator, choices: choicesHash(choices)};
  const files = chartFiles(choices, generator).map((file) => generateFile(file, choices.name, sources));
  const schema = `${JSON.stringify(valuesSchema(choices, sources.schemas), null, 2)}\n`;
  return byPath([...files, {path: "values.schema.json", content: schema, once: false}]);
}

/** Which choices a chart was made of: equal for a djcd.yaml that says the same in other words. */
export function choicesHash(choices: Choices): string {
  return sha256(JSON.stringify(choices));
}

/** The hash by which a file is known again. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function generateFile({path, parts, once}: ChartFile, name: string, sources: Sources): GeneratedFile {
  return {path, content: parts.map((part) => generatePart(part, name, sources.chart)).join(""), once};
}

function generatePart({source, context}: Part, name: string, chart: Sources["chart"]): string {
  const plain = chart[source];
  if (plain !== undefined) return nameChart(plain, name);
  const template = chart[`${source}.hbs`];
  if (template === undefined) throw new Error(`charts/django has neither ${source} nor ${source}.hbs`);
  return renderTemplate(template, name, context);
}

function byPath(files: GeneratedFile[]): GeneratedFile[] {
  return files.sort((one, other) => (one.path < other.path ? -1 : 1));
}
