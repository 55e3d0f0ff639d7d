import type {SyntaxNode} from "@lezer/common";
import {type Expression, readExpression} from "./expression.ts";
import {lineAt, type Source, sourceOf, written} from "./source.ts";

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
  const source = sourceOf(text);
  const statements = source.tree.topNode.getChildren("AssignStatement");
  return statements.flatMap((node) => assignedBy(node, source) ?? []).filter(({keys}) => keys.length === 0);
}

/** What one name is given, in branches, classes and functions as well, by `+=`, `update()`, `append()` and `extend()` too. */
export function assignmentsTo(text: string, name: string): Assignment[] {
  const source = sourceOf(text);
  const found: Assignment[] = [];
  if (!text.includes(name)) return found;
  source.tree.iterate({
    enter: ({node}) => {
      const assigned = node.name in ASSIGNS && text.startsWith(name, node.from) ? assignedBy(node, source) : undefined;
      if (assigned?.name === name) found.push(assigned);
    },
  });
  return found;
}

function assignedBy(node: SyntaxNode, source: Source): Assignment | undefined {
  return ASSIGNS[node.name]?.(node, source);
}

const ASSIGNS: Readonly<Record<string, (node: SyntaxNode, source: Source) => Assignment | undefined>> = {
  AssignStatement: (node, source) => given(node.firstChild, node.lastChild, source),
  UpdateStatement: (node, source) => given(node.firstChild, node.lastChild, source),
  ExpressionStatement: (node, source) => added(node.firstChild, source),
};

function added(node: SyntaxNode | null, source: Source): Assignment | undefined {
  const called = node?.name === "CallExpression" ? node.firstChild : null;
  const method = called?.lastChild;
  if (!node || !called || !method || !/^(update|append|extend)$/.test(written(source, method))) return undefined;
  const call = readExpression(node, source);
  const value = call.is === "call" ? call.args[0] : undefined;
  return value && called.firstChild ? made(called.firstChild, value, source) : undefined;
}

function given(target: SyntaxNode | null, value: SyntaxNode | null, source: Source): Assignment | undefined {
  return target && value ? made(target, readExpression(value, source), source) : undefined;
}

function made(target: SyntaxNode, value: Expression, source: Source): Assignment | undefined {
  const path = pathOf(target, source);
  if (path === undefined) return undefined;
  const string = value.is === "string" ? value.value : undefined;
  const line = lineAt(source, target.from);
  return {...path, value, text: value.text, line, ...(string !== undefined && {string})};
}

function pathOf(node: SyntaxNode, source: Source): Pick<Assignment, "name" | "keys"> | undefined {
  if (node.name === "VariableName") return {name: written(source, node), keys: []};
  const [inner, key] = [node.firstChild, node.getChild("[")?.nextSibling];
  if (node.name !== "MemberExpression" || !inner || !key) return undefined;
  const path = pathOf(inner, source);
  const read = readExpression(key, source);
  return path && {...path, keys: [...path.keys, read.is === "string" ? read.value : undefined]};
}
