import type {AndOr, Case, CommandNode, CompoundList, If, PipelineNode} from "unbash";
import {isWord, type Known, wordOf} from "./shell-words.ts";
import type {Word} from "./word.ts";

/** What a shell's text is made of. */
export type Node = PipelineNode | AndOr | CommandNode;

/** What runs of an `if`: all of it, unless its words are known. */
export function branches(node: If, known: Known): CompoundList[] {
  const last = node.else ? [node.else] : [];
  const all = [node, ...node.elif];
  const first = all.findIndex(({clause}) => isTrue(clause, known) !== false);
  const chosen = all[first];
  if (chosen === undefined) return last;
  if (isTrue(chosen.clause, known)) return [chosen.then];
  return [...all.slice(first).flatMap(({clause, then}) => [clause, then]), ...last];
}

/** Of `[ "$1" = web ]` and `[[ $1 == web ]]`; other conditions are for a run. */
function isTrue({commands}: CompoundList, known: Known): boolean | undefined {
  const [only, ...others] = commands;
  if (only === undefined || others.length > 0) return undefined;
  const [left, operator, right] = compared(only.command, known);
  if (!left?.isKnown || !right?.isKnown || operator === undefined) return undefined;
  if (operator === "!=") return left.text !== right.text;
  return /^==?$/.test(operator) ? left.text === right.text : undefined;
}

function compared(node: Node, known: Known): [Word | undefined, string | undefined, Word | undefined] {
  if (node.type === "TestCommand" && node.expression.type === "TestBinary") {
    const {left, operator, right} = node.expression;
    return [wordOf(left, known), operator, wordOf(right, known)];
  }
  if (node.type !== "Command" || !/^(\[|test)$/.test(node.name?.value ?? "")) return [undefined, undefined, undefined];
  const [left, operator, right, ...rest] = node.suffix.filter(isWord).map((word) => wordOf(word, known));
  return rest.length > 1 ? [undefined, undefined, undefined] : [left, operator?.text, right];
}

/** What a `case` chooses: all of it, unless its word is known. */
export function chosen({word, items}: Case, known: Known): Case["items"] {
  const {text, isKnown} = wordOf(word, known);
  if (!isKnown) return items;
  const item = items.find(({pattern}) => pattern.some(({value}) => matches(value, text)));
  return item ? [item] : [];
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+^${}()|[\]\\?]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}
