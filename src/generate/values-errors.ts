import {schemaErrors} from "./schema-errors.ts";
import type {Schema} from "./values-schema.ts";

/** All that is wrong with a chart's values, one sentence each: what its schema says, and what no schema can say. */
export function valuesErrors(schema: Schema, values: unknown): string[] {
  const errors = schemaErrors(schema, values);
  return errors.length > 0 ? errors : stepErrors(values as Values);
}

interface Values {
  readonly strategy?: {readonly canary?: {readonly steps?: readonly number[]}};
}

function stepErrors({strategy}: Values): string[] {
  const steps = strategy?.canary?.steps ?? [];
  const wrong = steps.findIndex((step, index) => index > 0 && step <= (steps[index - 1] ?? 0));
  if (wrong < 0) return [];
  return [
    `strategy.canary.steps has ${steps[wrong]} after ${steps[wrong - 1]}: each step has to be greater than the one before.`,
  ];
}
