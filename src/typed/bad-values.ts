import {DjcdError} from "../errors.ts";
import {valuesErrors} from "../generate/values-errors.ts";
import type {Schema} from "../generate/values-schema.ts";
import type {Values} from "../helm/helm-release.ts";
import {personValues} from "../release/block.ts";

/** What is wrong with the values by the chart's schema, all at once and in words; Helm's own come later and are hard to read. */
export function refuseBadValues(schema: Schema | undefined, values: Values): void {
  if (!schema) return;
  const errors = valuesErrors(schema, structuredClone(personValues(values)));
  if (errors.length === 0) return;
  const list = errors.map((error) => `  ${error}\n`).join("");
  throw new DjcdError(`the values cannot be used:\n${list}Correct them and type the command again`);
}
