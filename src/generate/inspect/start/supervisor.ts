import {commandsOf} from "./shell.ts";
import type {Command} from "./word.ts";

/** The programs that a config file of supervisord starts, each a process of its own. */
export function programsOf(text: string, path: string): Command[] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const command = /^\s*command\s*=\s*(.*)$/.exec(line)?.[1];
    const section = lines.slice(0, index).findLast((each) => /^\s*\[/.test(each));
    if (command === undefined || !/^\s*\[program:/.test(section ?? "")) return [];
    const commands = commandsOf(command, {path, line: index + 1}, {args: undefined, variables: new Map()});
    return commands.map((each) => ({...each, isBackground: true}));
  });
}
