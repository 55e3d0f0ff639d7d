import {DjcdError} from "../errors.ts";
import {valuesErrors} from "../generate/values-errors.ts";
import type {Schema} from "../generate/values-schema.ts";
import type {Values} from "../helm/helm-release.ts";
import {personValues} from "../release/block.ts";
import {computedValues} from "../release/computed-values.ts";
import {neededDefaults, roundedNumbers} from "../release/exact-values.ts";

/** What values are judged by: the schema and the defaults of their chart, and what is live. */
interface Measure {
  /** Nothing where only Helm can open the chart. */
  readonly schema: Schema | undefined;
  readonly defaults: Values;
  readonly live: Values;
}

/** Refuses values that are wrong, all at once and in words; Helm's own come later and are hard to read. */
export function refuseBadValues(measure: Measure, values: Values): void {
  const errors = badValues(measure, values);
  if (errors.length === 0) return;
  throw new DjcdError(`the values cannot be used:\n${listed(errors)}Correct them and type the command again`);
}

/** What is wrong by the chart's schema, and what would become something else on the way. */
export function badValues({schema, defaults, live}: Measure, values: Values): string[] {
  const inexact = roundedNumbers(personValues(values));
  if (!schema) return inexact;
  const known = new Set(neededDefaults(schema, defaults, live));
  const taken = neededDefaults(schema, defaults, values).filter((one) => !known.has(one));
  return [
    ...valuesErrors(schema, structuredClone(personValues(computedValues(defaults, values)))),
    ...taken,
    ...inexact,
  ];
}

/** Sentences as a list. */
export function listed(errors: readonly string[]): string {
  return errors.map((error) => `  ${error}\n`).join("");
}
