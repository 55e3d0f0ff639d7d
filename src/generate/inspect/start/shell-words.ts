import type {DoubleQuotedChild, Command as ShellCommand, Word as ShellWord, WordPart} from "unbash";
import {knownWords, type Word} from "./word.ts";

/** What is known where a word stands: arguments, if they are, and variables. */
export interface Known {
  readonly args: readonly string[] | undefined;
  readonly variables: ReadonlyMap<string, string>;
}

/** Whether a part of a command is a word of it. */
export function isWord(part: ShellCommand["suffix"][number]): part is ShellWord {
  return part.type === "Word";
}

/** `$@` is as many words as the script was given, and an unquoted variable as many as it holds. */
export function wordsOf(word: ShellWord, known: Known): Word[] {
  if (/^"?\$\{?[@*]\}?"?$/.test(word.text) && known.args) return knownWords(known.args);
  const read = wordOf(word, known);
  const isSplit = word.text.startsWith("$") && read.isKnown;
  return isSplit ? knownWords(read.text.split(/\s+/).filter((text) => text !== "")) : [read];
}

/** A word as it is when it runs, as far as that is known. */
export function wordOf({parts, value}: ShellWord, known: Known): Word {
  return parts === undefined ? {text: value, isKnown: true} : joined(parts.map((part) => partOf(part, known)));
}

function joined(parts: readonly Word[]): Word {
  return {text: parts.map(({text}) => text).join(""), isKnown: parts.every(({isKnown}) => isKnown)};
}

function partOf(part: WordPart | DoubleQuotedChild, known: Known): Word {
  if (part.type === "DoubleQuoted") return joined(part.parts.map((child) => partOf(child, known)));
  if (part.type === "SimpleExpansion") return variable(part.text.slice(1), part.text, known);
  if (part.type === "ParameterExpansion") return expansion(part, known);
  if ("value" in part) return {text: part.value, isKnown: true};
  return {text: part.text, isKnown: false};
}

function expansion(part: Extract<WordPart, {type: "ParameterExpansion"}>, known: Known): Word {
  const {parameter, operation, text} = part;
  const said = variable(parameter, text, known);
  if (operation === undefined || said.isKnown) return operation?.type === "Remove" ? {text, isKnown: false} : said;
  return operation.type === "Default" && /[-=]$/.test(operation.operator) ? wordOf(operation.operand, known) : said;
}

function variable(name: string, text: string, {args, variables}: Known): Word {
  const value = /^[1-9]$/.test(name) ? args?.[Number(name) - 1] : variables.get(name);
  if (value === undefined && args && /^[1-9]$/.test(name)) return {text: "", isKnown: true};
  return value === undefined ? {text, isKnown: false} : {text: value, isKnown: true};
}
