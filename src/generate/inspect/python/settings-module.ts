import type {SyntaxNode} from "@lezer/common";
import {parser} from "@lezer/python";
import {assignmentsOf} from "./assignments.ts";
import {stringOf} from "./expression.ts";

/** What a Python file says of DJANGO_SETTINGS_MODULE: a module, or an expression that a run computes. */
export interface SaidModule {
  module?: string;
  /** The expression, as it is written. */
  text: string;
  line: number;
}

const NAME = "DJANGO_SETTINGS_MODULE";

/** `setdefault(NAME, X)`, `get(NAME, X)`, `config(NAME, default=X)` and `environ[NAME] = X`. */
export function saidModules(text: string): SaidModule[] {
  const found: SaidModule[] = [];
  parser.parse(text).iterate({
    enter: ({node}) => {
      const value =
        node.name === "String" && stringOf(slice(text, node)) === NAME ? valueBeside(node, text) : undefined;
      if (value) found.push(said(value, text));
    },
  });
  return found;
}

function valueBeside(name: SyntaxNode, text: string): SyntaxNode | undefined {
  if (name.parent?.name === "ArgList") return argumentAfter(name, text);
  const target = name.parent?.name === "MemberExpression" ? name.parent : undefined;
  const statement = target?.parent;
  return statement?.name === "AssignStatement" && statement.firstChild?.from === target?.from
    ? (statement.lastChild ?? undefined)
    : undefined;
}

function argumentAfter(name: SyntaxNode, text: string): SyntaxNode | undefined {
  for (let node = name.nextSibling; node; node = node.nextSibling) {
    if (node.name === "VariableName" && slice(text, node) === "default" && node.nextSibling?.name === "AssignOp") {
      return node.nextSibling.nextSibling ?? undefined;
    }
    if (!/^[,()]$/.test(node.name)) return node;
  }
  return undefined;
}

function said(value: SyntaxNode, text: string): SaidModule {
  const written = slice(text, value);
  const line = text.slice(0, value.from).split("\n").length;
  const isName = value.name === "VariableName";
  const named = isName ? assignmentsOf(text).find(({name}) => name === written)?.string : undefined;
  const module = named ?? (value.name === "String" ? stringOf(written) : undefined);
  return {text: written, line, ...(module !== undefined && {module})};
}

function slice(text: string, {from, to}: SyntaxNode): string {
  return text.slice(from, to);
}
