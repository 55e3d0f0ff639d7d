import type {Values} from "../helm/helm-release.ts";

/** A JSON schema, as far as it says which keys a chart knows. */
interface Known {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Known>>;
}

/** Whole numbers that Helm and JSON round in silence, one sentence each. Of the number itself nothing is told: it may be a secret. */
export function roundedNumbers(values: unknown, path = ""): string[] {
  if (typeof values === "number" && Number.isInteger(values) && !Number.isSafeInteger(values)) return [rounded(path)];
  if (typeof values !== "object" || values === null) return [];
  return Object.entries(values).flatMap(([key, value]) => roundedNumbers(value, under(path, key, values)));
}

function rounded(path: string): string {
  return (
    `${path} is a whole number beyond ${Number.MAX_SAFE_INTEGER}, which Helm rounds: ` +
    `give it with --set-string ${path}=NUMBER, or in quotes in a file.`
  );
}

/**
 * Keys that are null, where Helm takes the default out and the chart cannot do without: it would fill it in again. What
 * is within a map of Kubernetes' own form, or of names that a person gave, may go.
 */
export function neededDefaults(schema: unknown, defaults: Values, values: Values): string[] {
  const {definitions = {}} = schema as {definitions?: Readonly<Record<string, Known>>};
  return needed(schema as Known, defaults, values, "", definitions);
}

function needed(
  schema: Known,
  defaults: Values,
  values: Values,
  path: string,
  definitions: Readonly<Record<string, Known>>,
): string[] {
  const {properties = {}} = resolved(schema, definitions);
  return Object.entries(values).flatMap(([key, value]) => {
    const [known, held, place] = [properties[key], defaults[key], under(path, key, values)];
    if (!known || isNothing(held)) return [];
    if (value === null) return [stillNeeded(place)];
    return isMap(value) && isMap(held) ? needed(known, held, value, place, definitions) : [];
  });
}

function resolved({$ref, ...schema}: Known, definitions: Readonly<Record<string, Known>>): Known {
  return $ref === undefined ? schema : (definitions[$ref.replace("#/definitions/", "")] ?? {});
}

function stillNeeded(path: string): string {
  return `${path} is null, which takes its default out, and the chart needs one: leave the key out, or give it a value.`;
}

/** What a template cannot tell from a default that was taken out. */
function isNothing(value: unknown): boolean {
  return !value || (typeof value === "object" && Object.keys(value).length === 0);
}

function under(path: string, key: string, parent: object): string {
  if (Array.isArray(parent)) return `${path}[${key}]`;
  return path === "" ? key : `${path}.${key}`;
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
