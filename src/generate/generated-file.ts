import {createHash} from "node:crypto";
import type {ChartFile, Part} from "./files.ts";
import {nameChart, renderTemplate} from "./template.ts";

/** A file that has been generated and not been written yet; its path begins in the chart's folder. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string;
  readonly once: boolean;
}

/** A file made of its sources, which are texts by path. */
export function generateFile(
  {path, parts, once}: ChartFile,
  name: string,
  texts: Readonly<Record<string, string>>,
): GeneratedFile {
  return {path, content: parts.map((part) => generatePart(part, name, texts)).join(""), once};
}

/** The hash by which a file is known again. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function generatePart({source, context}: Part, name: string, texts: Readonly<Record<string, string>>): string {
  const plain = texts[source];
  if (plain !== undefined) return nameChart(plain, name);
  const template = texts[`${source}.hbs`];
  if (template === undefined) throw new Error(`there is neither ${source} nor ${source}.hbs`);
  return renderTemplate(template, name, context);
}
