import {type Found, find, first} from "./fact.ts";
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

/** os, django-environ and environs, python-decouple, dj-database-url, and helpers such as `env_bool("DEBUG")`. */
const READERS: Reader[] = [
  {pattern: /\benviron\[\s*["'](\w+)["']\s*\](?!\s*=[^=])/, isRequired: () => true},
  {pattern: /\b(?:environ\.get|getenv)\(\s*["'](\w+)["']/, isRequired: () => false},
  {pattern: /\benv\(\s*["'](\w+)["']([^)]*)/, isRequired: hasNoDefault},
  {pattern: /\benv\.\w+\(\s*["'](\w+)["']([^)]*)/, isRequired: isAlone},
  {pattern: /(?<![.\w])(?:get_)?env_?[a-z]+\(\s*["']([A-Z]\w*)["']/, isRequired: () => false},
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
  const text = files.get(path) ?? "";
  return find(files, path, pattern).map(({match, from}: Found) => {
    const isAlways = !isConditional(text.split("\n"), Number(from.slice(from.lastIndexOf(":") + 1)) - 1);
    return {name: name ?? match[1] ?? "", isRequired: isRequired(match[2] ?? "") && isAlways, from};
  });
}

// The last line of a header over several lines is `):`.
const BRANCH = /^\s*((if|elif|else|try|except|def)\b|\)\s*:)/;

/** Whether a line stands in a branch: what is read there is not always needed. */
function isConditional(lines: string[], index: number): boolean {
  const indent = indentOf(lines[index] ?? "");
  if (indent === 0) return false;
  const outer = lines.slice(0, index).findLastIndex((line) => line.trim() !== "" && indentOf(line) < indent);
  return BRANCH.test(lines[outer] ?? "") || isConditional(lines, outer);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function merged(before: Variable | undefined, variable: Variable): Variable {
  return before === undefined ? variable : {...before, isRequired: before.isRequired || variable.isRequired};
}

/** The variable that holds SECRET_KEY, whatever its name. */
export function findSecretKey(files: Files, settings: string[], variables: Variable[]): string | undefined {
  const said = first(files, settings, /^[ \t]*SECRET_KEY\s*=\s*[\w.]+[[(]\s*["'](\w+)["']/m)?.value;
  return variables.find(({name}) => name === said)?.name;
}

/** `environ.Env(DEBUG=(bool, False))`: each keyword has a type and a default. */
function namesWithDefault(files: Files, path: string): string[] {
  const text = files.get(path) ?? "";
  const schemes = [...text.matchAll(/\b(?:FileAware)?Env\(/g)].map(({index}) => inParentheses(text, index));
  return schemes.flatMap((scheme) => [...scheme.matchAll(/\b(\w+)\s*=\s*\(/g)].map((keyword) => keyword[1] ?? ""));
}

/** From `start` to the parenthesis that closes the first one after it. */
function inParentheses(text: string, start: number): string {
  let depth = 0;
  for (const {0: sign, index} of text.slice(start).matchAll(/[()]/g)) {
    depth += sign === "(" ? 1 : -1;
    if (depth === 0) return text.slice(start, start + index);
  }
  return text.slice(start);
}
