import type {SyntaxNode} from "@lezer/common";
import {assignmentsOf} from "./assignments.ts";
import {stringOf} from "./expression.ts";
import {lineAt, type Source, sourceOf, written} from "./source.ts";

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
  const source = sourceOf(text);
  source.tree.iterate({
    enter: ({node}) => {
      const value =
        node.name === "String" && stringOf(written(source, node)) === NAME ? valueBeside(node, source) : undefined;
      if (value) found.push(said(value, source));
    },
  });
  return found;
}

function valueBeside(name: SyntaxNode, source: Source): SyntaxNode | undefined {
  if (name.parent?.name === "ArgList") return argumentAfter(name, source);
  const target = name.parent?.name === "MemberExpression" ? name.parent : undefined;
  const statement = target?.parent;
  return statement?.name === "AssignStatement" && statement.firstChild?.from === target?.from
    ? (statement.lastChild ?? undefined)
    : undefined;
}

function argumentAfter(name: SyntaxNode, source: Source): SyntaxNode | undefined {
  for (let node = name.nextSibling; node; node = node.nextSibling) {
    if (node.name === "VariableName" && written(source, node) === "default" && node.nextSibling?.name === "AssignOp") {
      return node.nextSibling.nextSibling ?? undefined;
    }
    if (!/^[,()]$/.test(node.name)) return node;
  }
  return undefined;
}

function said(value: SyntaxNode, source: Source): SaidModule {
  const text = written(source, value);
  const isName = value.name === "VariableName";
  const named = isName ? assignmentsOf(source.text).find(({name}) => name === text)?.string : undefined;
  const module = named ?? (value.name === "String" ? stringOf(text) : undefined);
  return {text, line: lineAt(source, value.from), ...(module !== undefined && {module})};
}
