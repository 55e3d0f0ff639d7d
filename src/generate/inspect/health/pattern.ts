import {assignmentsTo} from "../python/assignments.ts";
import type {Expression} from "../python/expression.ts";

export interface Pattern {
  path: string;
  /** What of the path is computed, as it is written. */
  unknown?: string;
}

/** What a pattern says of a path: all of it, or which part is computed. */
export function patternOf(value: Expression, isRegex: boolean, text: string): Pattern {
  if (value.is === "string") return {path: isRegex ? pathOfRegex(value.value) : value.value};
  if (value.is === "sum") return joined(value.parts.map((part) => patternOf(part, isRegex, text)));
  const named = value.is === "name" ? assignmentsTo(text, value.text).filter(({keys}) => keys.length === 0) : [];
  const [only, ...others] = named;
  const isKnown = only?.string !== undefined && others.length === 0;
  if (isKnown) return patternOf(only.value, isRegex, "");
  const [, , formatted] = /^[fF]r?(["'])(.*)\1$/.exec(value.text) ?? [];
  return {path: formatted ?? `{${value.text}}`, unknown: value.text};
}

function joined(parts: Pattern[]): Pattern {
  const unknown = parts.find((part) => part.unknown !== undefined)?.unknown;
  return {path: parts.map(({path}) => path).join(""), ...(unknown !== undefined && {unknown})};
}

/** A path, as long as an expression says one alone: `^health/?$` is health/. What else it says stays, and is no path. */
function pathOfRegex(text: string): string {
  return text
    .replace(/^\^/, "")
    .replace(/(\$|\\Z)$/, "")
    .replace(/\/\?$/, "/")
    .replace(/\\([.\-/_])/g, "$1");
}
