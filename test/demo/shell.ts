import {execa} from "execa";
import {alive, bold, say} from "./screen.ts";

/** Programs and environment of the demo: a person who has them could type the same commands. */
export interface Shell {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly programs: Readonly<Record<"helm" | "kubectl", string>>;
}

export interface Typed {
  /** Sees each line after it was printed. */
  readonly onLine?: (line: string) => Promise<void>;
  /** Shows no more than this many of the first lines, and the last one. */
  readonly fold?: number;
  /** Lines that are not shown. */
  readonly leaveOut?: RegExp;
}

/** Runs a command and shows it as typed, then what it prints, as it comes. Throws unless it ends with 0. */
export async function type(shell: Shell, command: string, {onLine, fold, leaveOut}: Typed = {}): Promise<void> {
  say(bold(`$ ${command}`));
  const lines: string[] = [];
  const hear = async (line: string): Promise<void> => {
    if (leaveOut?.test(line)) return;
    lines.push(line);
    if (fold === undefined || lines.length <= fold) say(line);
    await onLine?.(line);
  };
  const code = await alive(command, () => run(shell, command, hear));
  if (fold !== undefined) sayRest(lines.slice(fold));
  say();
  if (code !== 0) throw new Error(`${command} ended with ${code}`);
}

function sayRest(rest: readonly string[]): void {
  const last = rest.findLast((line) => line.trim() !== "");
  if (last === undefined) return;
  say(`... ${rest.length - 1} lines more`);
  say(last);
}

async function run(
  {cwd, env, programs}: Shell,
  command: string,
  hear: (line: string) => Promise<void>,
): Promise<number> {
  const [program, ...args] = wordsOf(command);
  const file = programs[program as keyof Shell["programs"]];
  const child = execa(file, args, {cwd, env, extendEnv: false, stdin: "ignore", all: true, reject: false});
  for await (const line of child.iterable({from: "all"})) await hear(line);
  return (await child).exitCode ?? 255;
}

/** As a shell splits: at spaces, but for what stands between single quotes. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|[^\s'])+/g)].map(([word]) => word.replaceAll("'", ""));
}
