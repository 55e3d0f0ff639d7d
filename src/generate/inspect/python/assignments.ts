import type {SyntaxNode} from "@lezer/common";
import {parser} from "@lezer/python";
import {type Expression, readExpression} from "./expression.ts";

/** What Python text gives to a name, or to a member of it: `DATABASES["default"]["ENGINE"] = value`. */
export interface Assignment {
  name: string;
  /** The keys of the member, where they are literals; `undefined` stands for a computed one. */
  keys: (string | undefined)[];
  value: Expression;
  /** As the value is written. */
  text: string;
  /** Where it is one string that nothing computes. */
  string?: string;
  line: number;
}

/** `NAME = value` at the top of a module. */
export function assignmentsOf(text: string): Assignment[] {
  return all(text, false).filter(({keys}) => keys.length === 0);
}

/** In branches, classes and functions as well, and what `+=`, `update()`, `append()` and `extend()` add. */
export function everyAssignment(text: string): Assignment[] {
  return all(text, true);
}

function all(text: string, isDeep: boolean): Assignment[] {
  const found: Assignment[] = [];
  parser.parse(text).iterate({
    enter: ({node}) => {
      found.push(...(ASSIGNS[node.name]?.(node, text) ?? []));
      return isDeep || node.name === "Script";
    },
  });
  return found;
}

const ASSIGNS: Readonly<Record<string, (node: SyntaxNode, text: string) => Assignment[]>> = {
  AssignStatement: (node, text) => given(node.firstChild, node.lastChild, text),
  UpdateStatement: (node, text) => given(node.firstChild, node.lastChild, text),
  ExpressionStatement: (node, text) => added(node.firstChild, text),
};

function added(node: SyntaxNode | null, text: string): Assignment[] {
  const called = node?.name === "CallExpression" ? node.firstChild : null;
  const method = called?.lastChild;
  if (!node || !called || !method || !/^(update|append|extend)$/.test(text.slice(method.from, method.to))) return [];
  const call = readExpression(node, text);
  const value = call.is === "call" ? call.args[0] : undefined;
  return value && called.firstChild ? made(called.firstChild, value, text) : [];
}

function given(target: SyntaxNode | null, value: SyntaxNode | null, text: string): Assignment[] {
  return target && value ? made(target, readExpression(value, text), text) : [];
}

function made(target: SyntaxNode, value: Expression, text: string): Assignment[] {
  const path = pathOf(target, text);
  if (path === undefined) return [];
  const string = value.is === "string" ? value.value : undefined;
  const line = text.slice(0, target.from).split("\n").length;
  return [{...path, value, text: value.text, line, ...(string !== undefined && {string})}];
}

function pathOf(node: SyntaxNode, text: string): Pick<Assignment, "name" | "keys"> | undefined {
  if (node.name === "VariableName") return {name: text.slice(node.from, node.to), keys: []};
  const [inner, key] = [node.firstChild, node.getChild("[")?.nextSibling];
  if (node.name !== "MemberExpression" || !inner || !key) return undefined;
  const path = pathOf(inner, text);
  const read = readExpression(key, text);
  return path && {...path, keys: [...path.keys, read.is === "string" ? read.value : undefined]};
}
