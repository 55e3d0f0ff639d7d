import {type Files, named} from "../files.ts";
import {rank} from "./rank.ts";
import {commandsOf} from "./shell.ts";
import {NO_SCOPE, type Start} from "./start.ts";

const SCRIPT = /^(start|run|entrypoint|docker-entrypoint)(\.sh)?$/;

/** Scripts whose names say that they start something. */
export function startsOfScripts(files: Files): Start[] {
  const paths = named(files, SCRIPT).toSorted((a, b) => rank(a) - rank(b));
  return paths.map((path) => ({
    path,
    commands: commandsOf(files.get(path) ?? "", {path, line: 1}, NO_SCOPE),
    others: [],
  }));
}
