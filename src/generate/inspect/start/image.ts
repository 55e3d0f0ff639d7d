import {type Dockerfile, type Instruction, lastOf, variablesOf} from "./dockerfile.ts";
import {commandsOf, type Scope} from "./shell.ts";
import {execCommand, type Start} from "./start.ts";
import type {Command} from "./word.ts";

/** ENTRYPOINT and CMD of an image. */
export function startOfImage(dockerfile: Dockerfile): Start {
  const entry = lastOf(dockerfile, "ENTRYPOINT");
  const command = lastOf(dockerfile, "CMD");
  const first = entry ?? command;
  const words = [entry, command].flatMap((each) => each?.words ?? []);
  return {
    path: dockerfile.path,
    commands: first ? commandOf(dockerfile, first, command ?? first, words) : [],
    others: [],
  };
}

function commandOf(dockerfile: Dockerfile, first: Instruction, last: Instruction, words: string[]): Command[] {
  if (first.words) return execCommand(dockerfile.path, last.line, words);
  return shellForm(dockerfile.path, first, {args: undefined, variables: variablesOf(dockerfile)});
}

/** The commands of a shell form. */
export function shellForm(path: string, {value, line}: Instruction, scope: Scope): Command[] {
  return commandsOf(value, {path, line}, scope);
}
