import type {SyntaxNode} from "@lezer/common";

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

export function readExpression(node: SyntaxNode, text: string): Expression {
  const written = text.slice(node.from, node.to);
  const line = text.slice(0, node.from).split("\n").length;
  return {text: written, line, ...(KINDS[node.name]?.(node, text) ?? {is: "other"})};
}

const KINDS: Readonly<Record<string, (node: SyntaxNode, text: string) => Kind>> = {
  String: literal,
  ContinuedString: literal,
  VariableName: () => ({is: "name"}),
  MemberExpression: (node, text) => ({is: /^[\w.]+$/.test(text.slice(node.from, node.to)) ? "name" : "other"}),
  ArrayExpression: (node, text) => ({is: "list", items: members(node, text)}),
  TupleExpression: (node, text) => ({is: "list", items: members(node, text)}),
  ParenthesizedExpression: (node, text) => readExpression(parts(node)[0] ?? node.firstChild ?? node, text),
  DictionaryExpression: (node, text) => ({is: "dict", entries: entriesOf(node, text)}),
  BinaryExpression: (node, text) =>
    node.getChild("ArithOp") ? {is: "sum", parts: members(node, text)} : {is: "other"},
  CallExpression: call,
};

const SIGN = /^([()[\]{},:]|\*\*?|ArithOp|AssignOp|Comment)$/;

function parts(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!SIGN.test(child.name)) found.push(child);
  return found;
}

function members(node: SyntaxNode, text: string): Expression[] {
  return parts(node).map((part) => readExpression(part, text));
}

function literal(node: SyntaxNode, text: string): Kind {
  const value = stringOf(text.slice(node.from, node.to));
  return value === undefined ? {is: "other"} : {is: "string", value};
}

function entriesOf(node: SyntaxNode, text: string): {key: Expression; value: Expression}[] {
  const colons: SyntaxNode[] = node.getChildren(":");
  return colons.flatMap(({prevSibling, nextSibling}) =>
    prevSibling && nextSibling
      ? [{key: readExpression(prevSibling, text), value: readExpression(nextSibling, text)}]
      : [],
  );
}

function call(node: SyntaxNode, text: string): Kind {
  const list = node.getChild("ArgList");
  const called = node.firstChild;
  const named = new Map<string, Expression>();
  const args: Expression[] = [];
  for (let child = list?.firstChild ?? null; child; child = child.nextSibling) {
    const value = child.nextSibling?.name === "AssignOp" ? child.nextSibling.nextSibling : null;
    if (value) named.set(text.slice(child.from, child.to), readExpression(value, text));
    else if (!SIGN.test(child.name) && child.prevSibling?.name !== "AssignOp") args.push(readExpression(child, text));
  }
  return {is: "call", name: called ? text.slice(called.from, called.to) : "", args, named};
}

/** What a literal means, where nothing in it is computed or escaped but the backslashes of a raw one. */
export function stringOf(written: string): string | undefined {
  const [, raw = "", , value = ""] = /^([rRuU]?)("""|'''|"|')([\s\S]*)\2$/.exec(written) ?? [];
  if (!/^[rRuU]?["']/.test(written) || (raw.toLowerCase() !== "r" && value.includes("\\"))) return undefined;
  return value;
}
