import type {SyntaxNode, Tree} from "@lezer/common";
import {parser} from "@lezer/python";

/** A Python text and its syntax tree. */
export interface Source {
  text: string;
  tree: Tree;
  /** Where each line begins. */
  lines: number[];
}

/** Several inspections read the same files. */
const read = new Map<string, Source>();

export function sourceOf(text: string): Source {
  const known = read.get(text) ?? {text, tree: parser.parse(text), lines: linesOf(text)};
  read.set(text, known);
  return known;
}

function linesOf(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({index}) => index + 1)];
}

/** The text of a piece of the tree. */
export function written({text}: Source, {from, to}: SyntaxNode): string {
  return text.slice(from, to);
}

export function lineAt({lines}: Source, position: number): number {
  return lines.findLastIndex((begin) => begin <= position) + 1;
}
