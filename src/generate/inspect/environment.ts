import {type Found, find} from "./fact.ts";
import type {Files} from "./files.ts";

/** A variable that the settings read. Without it, and without a default, the site does not start. */
export interface Variable {
  name: string;
  isRequired: boolean;
  from: string;
}

interface Reader {
  pattern: RegExp;
  isRequired: (rest: string) => boolean;
  /** Where the call itself names none. */
  name?: string;
}

const hasNoDefault = (rest: string) => !/\bdefault\s*=/.test(rest);
const isAlone = (rest: string) => !rest.includes(",");

/** os, django-environ and environs, python-decouple, dj-database-url. */
const READERS: Reader[] = [
  {pattern: /\benviron\[\s*["'](\w+)["']\s*\](?!\s*=[^=])/, isRequired: () => true},
  {pattern: /\b(?:environ\.get|getenv)\(\s*["'](\w+)["']/, isRequired: () => false},
  {pattern: /\benv\(\s*["'](\w+)["']([^)]*)/, isRequired: hasNoDefault},
  {pattern: /\benv\.\w+\(\s*["'](\w+)["']([^)]*)/, isRequired: isAlone},
  {pattern: /(?<![.\w])config\(\s*["'](\w+)["']([^)]*)/, isRequired: hasNoDefault},
  {pattern: /\benv\.db(?:_url)?\(()\s*\)/, name: "DATABASE_URL", isRequired: () => true},
  {pattern: /\bdj_database_url\.config\(()([^)]*)/, name: "DATABASE_URL", isRequired: hasNoDefault},
];

/** All variables that these settings files read, each once, in the order of their names. */
export function findVariables(files: Files, settings: string[]): Variable[] {
  const defaults = new Set(settings.flatMap((path) => namesWithDefault(files, path)));
  const all = settings.flatMap((path) => READERS.flatMap((reader) => read(files, path, reader)));
  const known = new Map<string, Variable>();
  for (const variable of all) known.set(variable.name, merged(known.get(variable.name), variable));
  return [...known.values()]
    .map((variable) => ({...variable, isRequired: variable.isRequired && !defaults.has(variable.name)}))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

function read(files: Files, path: string, {pattern, isRequired, name}: Reader): Variable[] {
  return find(files, path, pattern).map(({match, from}: Found) => {
    return {name: name ?? match[1] ?? "", isRequired: isRequired(match[2] ?? ""), from};
  });
}

function merged(before: Variable | undefined, variable: Variable): Variable {
  return before === undefined ? variable : {...before, isRequired: before.isRequired || variable.isRequired};
}

/** `environ.Env(DEBUG=(bool, False))` */
function namesWithDefault(files: Files, path: string): string[] {
  const schemes = find(files, path, /\bEnv\(((?:\s*\w+\s*=\s*\([^)]*\)\s*,?)+)/);
  return schemes.flatMap(({match}) => [...(match[1] ?? "").matchAll(/(\w+)\s*=\s*\(/g)].map((name) => name[1] ?? ""));
}
