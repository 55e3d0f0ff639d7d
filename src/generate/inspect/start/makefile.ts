import {type Files, named} from "../files.ts";
import {rank} from "./rank.ts";
import {commandsOf} from "./shell.ts";
import {NO_SCOPE, type Start} from "./start.ts";
import type {Command} from "./word.ts";

/** The targets of a Makefile, each a start. */
export function startsOfMakefiles(files: Files): Start[] {
  return named(files, "Makefile").flatMap((path) =>
    targetsOf(files, path)
      .toSorted((a, b) => rank(a.name) - rank(b.name))
      .map(({commands}) => ({path, commands, others: []})),
  );
}

/** The recipe of each target; `@` and `-` before a line are make's own. */
export function targetsOf(files: Files, path: string): {name: string; commands: Command[]}[] {
  const targets: {name: string; commands: Command[]}[] = [];
  for (const [index, line] of (files.get(path) ?? "").split("\n").entries()) {
    const name = /^([\w.-]+)\s*:(?!=)/.exec(line)?.[1];
    if (name !== undefined) targets.push({name, commands: []});
    if (!line.startsWith("\t")) continue;
    const recipe = line
      .trim()
      .replace(/^[@+-]+/, "")
      .replaceAll("$$", "$");
    targets.at(-1)?.commands.push(...commandsOf(recipe, {path, line: index + 1}, NO_SCOPE));
  }
  return targets;
}
