import {Ajv, type ErrorObject, type ValidateFunction} from "ajv";
import {suggestion} from "./suggestion.ts";
import type {Schema} from "./values-schema.ts";

/** Checks a document against a schema: all that is wrong, one sentence each. Missing keys that have a default get it. */
export function schemaErrors(schema: Schema, document: unknown): string[] {
  const validate = compiled.get(schema) ?? compile(schema);
  validate(document);
  return [...new Set((validate.errors ?? []).filter(speaks).map(sentence))];
}

/** Compiling takes longer than everything else here. */
const compiled = new WeakMap<Schema, ValidateFunction>();

function compile(schema: Schema): ValidateFunction {
  const validate = new Ajv({allErrors: true, verbose: true, useDefaults: true, strictTypes: false}).compile(schema);
  compiled.set(schema, validate);
  return validate;
}

type Fault = ErrorObject<string, Record<string, unknown>, unknown>;

/** What is wrong with a name is told once, by `propertyNames`, what a list lacks by `contains`, and `if` says nothing itself. */
function speaks(fault: Fault): boolean {
  return fault.keyword !== "if" && fault.propertyName === undefined && !fault.schemaPath.includes("/contains/");
}

const SENTENCES: Readonly<Record<string, (fault: Fault, path: string) => string>> = {
  additionalProperties: (fault, path) => unknownKey(join(path, String(fault.params.additionalProperty)), fault),
  required: (fault, path) => `${join(path, String(fault.params.missingProperty))} is missing.`,
  propertyNames: (fault, path) => wrong(`the name ${join(path, String(fault.params.propertyName))}`, "", fault.schema),
  uniqueItems: (fault, path) => `${path} says ${show(repeated(fault))} twice.`,
};

function sentence(fault: Fault): string {
  const path = readable(fault.instancePath);
  return (
    SENTENCES[fault.keyword]?.(fault, path) ??
    wrong(path || "the document", isSecret(path) ? "" : ` is ${show(fault.data)} and`, fault.parentSchema)
  );
}

/** Of what may be a secret only the place is told. */
function isSecret(path: string): boolean {
  return /^(secrets|config|env)\b/.test(path);
}

function wrong(what: string, is: string, schema: unknown): string {
  const {description} = schema as {description?: string};
  return `${what}${is} has to be ${description ?? "something else"}.`;
}

function unknownKey(path: string, fault: Fault): string {
  const known = Object.keys((fault.parentSchema as Schema | undefined)?.properties ?? {});
  const meant = suggestion(String(fault.params.additionalProperty), known);
  return `${path} is not known here. ${meant ? `Did you mean ${meant}?` : `Known are: ${known.join(", ")}.`}`;
}

function repeated(fault: Fault): unknown {
  return (fault.data as unknown[])[Number(fault.params.i)];
}

/** /components/web/port is components.web.port, /hosts/0 is hosts[0]. */
function readable(pointer: string): string {
  const keys = pointer
    .split("/")
    .slice(1)
    .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
  return keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : join(path, key)), "");
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** A value in few words: lists as they are, mappings by their keys. */
function show(value: unknown): string {
  if (value === null) return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `the list ${JSON.stringify(value)}`;
  if (typeof value === "object") return showKeys(Object.keys(value));
  return typeof value === "number" ? `the number ${value}` : JSON.stringify(value);
}

function showKeys(keys: readonly string[]): string {
  return keys.length === 0 ? "an empty mapping" : `a mapping of ${keys.join(", ")}`;
}
