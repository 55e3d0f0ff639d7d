import type {Files} from "./files.ts";

/** Something inferred, and from where: `shop/wsgi.py:5`, or words where no line says it. */
export interface Fact<T = string> {
  value: T;
  from: string;
}

export interface Found {
  match: RegExpMatchArray;
  from: string;
}

/** All matches in a file, comment lines left out, each with the line on which it begins. */
export function find(files: Files, path: string, pattern: RegExp): Found[] {
  const text = withoutComments(files.get(path) ?? "");
  const all = new RegExp(pattern, pattern.flags.includes("g") ? pattern.flags : `${pattern.flags}g`);
  return [...text.matchAll(all)].map((match) => ({match, from: `${path}:${lineAt(text, match.index)}`}));
}

/** The first group of the first match in the first of these files that has one. */
export function first(files: Files, paths: string[], pattern: RegExp): Fact | undefined {
  for (const path of paths) {
    const [found] = find(files, path, pattern);
    if (found) return {value: found.match[1] ?? found.match[0], from: found.from};
  }
  return undefined;
}

// Lines stay, so that their numbers do.
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*#.*$/gm, "");
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}
