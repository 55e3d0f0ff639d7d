import {type Files, named} from "../files.ts";
import {commandsOf} from "./shell.ts";
import {besides, NO_SCOPE, type Start} from "./start.ts";

/** The lines of a Procfile: `web` first, the others beside it. */
export function startsOfProcfiles(files: Files): Start[] {
  return named(files, "Procfile").flatMap((path) => {
    const lines = (files.get(path) ?? "").split("\n").flatMap((text, index) => {
      const [, name, rest] = /^\s*([\w-]+)\s*:\s*(.*)$/.exec(text) ?? [];
      return name === undefined || rest === undefined
        ? []
        : [{name, commands: commandsOf(rest, {path, line: index + 1}, NO_SCOPE)}];
    });
    const web = lines.find(({name}) => name === "web");
    const others = lines.filter((line) => line !== web);
    return [{path, commands: web?.commands ?? [], others: others.flatMap(besides)}];
  });
}
