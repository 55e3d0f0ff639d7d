import type {Argv} from "yargs";
import {DjcdError, refusal} from "../errors.ts";
import type {Values} from "../helm/helm-release.ts";

/** Helm's flags that carry values, passed on as they came: only Helm knows how to read them. */
const CARRIERS = {
  values: "values in a YAML file or at a URL (can be given more than once)",
  set: "a value on the command line: key1=val1,key2=val2",
  "set-string": "a value that stays a string",
  "set-json": "a value as JSON",
  "set-file": "a value from a file",
  "set-literal": "a value taken as it is",
} as const;

const BASES = {
  "reset-values": "start from the chart's own values",
  "reuse-values": "start from the live slot's values",
  "reset-then-reuse-values": "start from the chart's own values, then the live slot's",
} as const;

/** What a person said about values. */
export interface ValueFlags {
  /** For Helm, in its own words. */
  readonly flags: readonly string[];
  readonly files: readonly string[];
  /** `KEY=FILE` of each `--set-file`. */
  readonly setFiles: readonly string[];
  /** Whether the live slot's values are the base; nothing where the person left it to us. */
  readonly onLive: boolean | undefined;
}

/** Declares Helm's value flags. */
export function withValueFlags<T>(yargs: Argv<T>): Argv<T> {
  for (const [name, describe] of Object.entries(CARRIERS)) {
    yargs.option(name, {type: "array", string: true, describe, ...(name === "values" ? {alias: "f"} : {})});
  }
  for (const [name, describe] of Object.entries(BASES)) yargs.option(name, {type: "boolean", describe});
  return yargs;
}

/** Reads the value flags out of parsed arguments. */
export function readValueFlags(args: Readonly<Record<string, unknown>>): ValueFlags {
  const given = (name: string): string[] => (args[name] as string[] | undefined) ?? [];
  const bases = Object.keys(BASES).filter((name) => args[name]);
  if (bases.length > 1) throw new DjcdError(`--${bases.join(" and --")} contradict each other: give one of them`);
  return {
    flags: Object.keys(CARRIERS).flatMap((name) => given(name).flatMap((value) => [`--${name}`, value])),
    files: given("values"),
    setFiles: given("set-file"),
    onLive: bases.length === 0 ? undefined : bases[0] !== "reset-values",
  };
}

/**
 * What the merge starts from. With nothing or only `--set` it is the live slot's values (Helm would keep the `--set`
 * alone); with `-f` what is given is all; Helm's three flags decide otherwise.
 */
export function baseValues({files, onLive}: ValueFlags, live: Values): Values | undefined {
  return (onLive ?? files.length === 0) ? live : undefined;
}

/** Says what the base was, for the plan. */
export function describeBase({flags, files, onLive}: ValueFlags): string {
  if (!(onLive ?? files.length === 0)) return "values: what is given here, and nothing else";
  return flags.length === 0
    ? "values: those of the live slot"
    : "values: those of the live slot, changed by what is given here";
}

/** `part` and `rollout` are djcd's own. */
export function refuseOwnKeys(values: Values): void {
  for (const key of ["part", "rollout"]) {
    if (key in values) throw refusal(`the value ${key} belongs to djcd: take it out of your values`);
  }
}
