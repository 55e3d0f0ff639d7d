import type {Scope} from "./shell.ts";
import {type Command, knownWords} from "./word.ts";

/** Something that starts processes of the project: the commands that it says itself, scripts not read yet. */
export interface Start {
  path: string;
  commands: Command[];
  /** Other processes that it starts beside the first. */
  others: {name: string; command: Command}[];
}

export const NO_SCOPE: Scope = {args: undefined, variables: new Map()};

/** The command that a list of words is. */
export function execCommand(path: string, line: number, words: string[]): Command[] {
  return [{words: knownWords(words), sets: [], text: words.join(" "), from: `${path}:${line}`, isBackground: false}];
}

/** Processes beside the first. */
export function besides({name, commands}: {name: string; commands: Command[]}): Start["others"] {
  return commands.map((command) => ({name, command}));
}
