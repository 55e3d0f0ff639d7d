import type {Files} from "../files.ts";
import {type Call, callOf} from "./call.ts";
import {type Dockerfile, variablesOf} from "./dockerfile.ts";
import {targetsOf} from "./makefile.ts";
import {scriptFile} from "./script-file.ts";
import {commandsOf, type Scope} from "./shell.ts";
import {programsOf} from "./supervisor.ts";
import type {Command, Word} from "./word.ts";

/** A command of a start, and which program it comes to. */
export interface Step {
  command: Command;
  call: Call | undefined;
}

interface Reading {
  files: Files;
  dockerfile: Dockerfile | undefined;
  /** Files that are being read. */
  within: string[];
}

/** All that these commands come to, the scripts that they name read as well. */
export function stepsOf(files: Files, dockerfile: Dockerfile | undefined, commands: readonly Command[]): Step[] {
  return expanded(commands, {files, dockerfile, within: []});
}

function expanded(commands: readonly Command[], reading: Reading): Step[] {
  return commands.flatMap((command) => {
    const call = callOf(command.words);
    const inner = call && inside(call, command, reading);
    return inner?.length ? inner.map((step) => below(step, command)) : [{command, call}];
  });
}

/** What a script does in the background stays there. */
function below(step: Step, {isBackground}: Command): Step {
  return isBackground ? {...step, command: {...step.command, isBackground}} : step;
}

function inside(call: Call, command: Command, reading: Reading): Step[] | undefined {
  if (/^(ba|da|a|z)?sh$/.test(call.program)) return ofShell(call, command, reading);
  if (call.program === "make") return ofMake(call, reading);
  if (call.program === "supervisord") return ofSupervisor(call, reading);
  const isSourced = call.program === "." || call.program === "source";
  const [path, args] = isSourced ? [call.args[0]?.text ?? "", call.args.slice(1)] : [call.path, call.args];
  return ofScript(path, args, command, reading);
}

function ofShell({args}: Call, command: Command, reading: Reading): Step[] | undefined {
  const first = args.findIndex(({text}) => !text.startsWith("-"));
  const [said, ...rest] = first < 0 ? [] : args.slice(first);
  if (said === undefined) return undefined;
  const isText = args.slice(0, first).some(({text}) => /^-\w*c/.test(text));
  if (!isText) return ofScript(said.text, rest, command, reading);
  const [, path = "", line = "1"] = /^(.*):(\d+)$/.exec(command.from) ?? [];
  return expanded(commandsOf(said.text, {path, line: Number(line)}, scopeOf(rest.slice(1), command, reading)), reading);
}

function ofMake({args}: Call, reading: Reading): Step[] | undefined {
  const target = args.find(({text}) => !text.startsWith("-"))?.text;
  const all = [...reading.files.keys()].filter((path) => /(^|\/)Makefile$/.test(path));
  const found = all.flatMap((path) => targetsOf(reading.files, path)).find(({name}) => name === target);
  return found && expanded(found.commands, {...reading, within: [...reading.within, "make"]});
}

/** What supervisord starts besides serves nobody here; the server is started as its own line says. */
function ofSupervisor({args}: Call, reading: Reading): Step[] | undefined {
  const said = args.find(({text}, index) => args[index - 1]?.text === "-c" || text.endsWith(".conf"));
  const file = said && scriptFile(reading.files, reading.dockerfile, said.text);
  return file === undefined ? undefined : expanded(programsOf(reading.files.get(file) ?? "", file), reading);
}

/** Shell scripts alone: what Python or another language does is a step as a whole. */
function ofScript(path: string, args: Word[], command: Command, reading: Reading): Step[] | undefined {
  const file = path === "" || /\.py$/.test(path) ? undefined : scriptFile(reading.files, reading.dockerfile, path);
  const text = file === undefined ? undefined : reading.files.get(file);
  if (file === undefined || text === undefined || reading.within.includes(file) || !isShell(text)) return undefined;
  return expanded(commandsOf(text, {path: file, line: 1}, scopeOf(args, command, reading)), {
    ...reading,
    within: [...reading.within, file],
  });
}

function isShell(text: string): boolean {
  return !text.startsWith("#!") || /^#!.*\b(ba|da|a|z)?sh\b/.test(text);
}

/** Without arguments others may be given later: a script that has branches by its first is then read whole. */
function scopeOf(args: Word[], {from}: Command, {dockerfile}: Reading): Scope {
  const variables = dockerfile ? variablesOf(dockerfile) : new Map<string, string>();
  const areKnown = args.length > 0 && args.every(({isKnown}) => isKnown);
  return {args: areKnown ? args.map(({text}) => text) : undefined, variables, from};
}
