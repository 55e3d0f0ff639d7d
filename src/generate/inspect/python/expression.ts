import type {SyntaxNode} from "@lezer/common";
import {lineAt, type Source, written} from "./source.ts";

/** A piece of Python, as far as it can be read without running it. */
export type Expression = {text: string; line: number} & Kind;

type Kind =
  | {is: "string"; value: string}
  | {is: "name"}
  | {is: "list"; items: Expression[]}
  | {is: "dict"; entries: {key: Expression; value: Expression}[]}
  | {is: "call"; name: string; args: Expression[]; named: Map<string, Expression>}
  | {is: "sum"; parts: Expression[]}
  | {is: "other"};

export function readExpression(node: SyntaxNode, source: Source): Expression {
  const kind = KINDS[node.name]?.(node, source) ?? {is: "other"};
  return {text: written(source, node), line: lineAt(source, node.from), ...kind};
}

const KINDS: Readonly<Record<string, (node: SyntaxNode, source: Source) => Kind>> = {
  String: literal,
  ContinuedString: literal,
  VariableName: () => ({is: "name"}),
  MemberExpression: (node, source) => ({is: /^[\w.]+$/.test(written(source, node)) ? "name" : "other"}),
  ArrayExpression: (node, source) => ({is: "list", items: members(node, source)}),
  TupleExpression: (node, source) => ({is: "list", items: members(node, source)}),
  ParenthesizedExpression: (node, source) => readExpression(parts(node)[0] ?? node.firstChild ?? node, source),
  DictionaryExpression: (node, source) => ({is: "dict", entries: entriesOf(node, source)}),
  BinaryExpression: (node, source) =>
    node.getChild("ArithOp") ? {is: "sum", parts: members(node, source)} : {is: "other"},
  CallExpression: call,
};

const SIGN = /^([()[\]{},:]|\*\*?|ArithOp|AssignOp|Comment)$/;

function parts(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!SIGN.test(child.name)) found.push(child);
  return found;
}

function members(node: SyntaxNode, source: Source): Expression[] {
  return parts(node).map((part) => readExpression(part, source));
}

function literal(node: SyntaxNode, source: Source): Kind {
  const value = stringOf(written(source, node));
  return value === undefined ? {is: "other"} : {is: "string", value};
}

function entriesOf(node: SyntaxNode, source: Source): {key: Expression; value: Expression}[] {
  const colons: SyntaxNode[] = node.getChildren(":");
  return colons.flatMap(({prevSibling, nextSibling}) =>
    prevSibling && nextSibling
      ? [{key: readExpression(prevSibling, source), value: readExpression(nextSibling, source)}]
      : [],
  );
}

function call(node: SyntaxNode, source: Source): Kind {
  const list = node.getChild("ArgList");
  const called = node.firstChild;
  const named = new Map<string, Expression>();
  const args: Expression[] = [];
  for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
    const value = child.nextSibling?.name === "AssignOp" ? child.nextSibling.nextSibling : null;
    if (value) named.set(written(source, child), readExpression(value, source));
    else if (!SIGN.test(child.name) && child.prevSibling?.name !== "AssignOp") args.push(readExpression(child, source));
  }
  return {is: "call", name: called ? written(source, called) : "", args, named};
}

/** What a literal means, where nothing in it is computed or escaped but the backslashes of a raw one. */
export function stringOf(literal: string): string | undefined {
  const [, raw = "", , value = ""] = /^([rRuU]?)("""|'''|"|')([\s\S]*)\2$/.exec(literal) ?? [];
  if (!/^[rRuU]?["']/.test(literal) || (raw.toLowerCase() !== "r" && value.includes("\\"))) return undefined;
  return value;
}
