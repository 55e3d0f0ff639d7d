import {
  type AndOr,
  type Assignment,
  type Case,
  type CommandNode,
  type CompoundList,
  type DoubleQuotedChild,
  type If,
  type PipelineNode,
  parse,
  type Command as ShellCommand,
  type Function as ShellFunction,
  type Word as ShellWord,
  type Statement,
  type WordPart,
} from "unbash";
import {type Command, knownWords, textOf, type Word} from "./word.ts";

/** What a script knows when it begins: its arguments, where they are known, and variables. */
export interface Scope {
  args: readonly string[] | undefined;
  variables: ReadonlyMap<string, string>;
  /** Where the arguments are written. */
  from?: string;
}

/** Where the text begins. */
export interface Place {
  path: string;
  line: number;
}

interface Walk {
  text: string;
  place: Place;
  args: readonly string[] | undefined;
  from: string | undefined;
  variables: Map<string, string>;
  functions: Map<string, ShellFunction>;
  /** Functions whose bodies are being read. */
  within: string[];
}

/**
 * The commands of a shell's text in their order. Of a `case` whose word is known only what it chooses; of other branches
 * all; functions where they are called.
 */
export function commandsOf(text: string, place: Place, scope: Scope): Command[] {
  const walk = {
    text,
    place,
    args: scope.args,
    from: scope.from,
    variables: new Map(scope.variables),
    functions: new Map(),
    within: [],
  };
  return statements(parse(text).commands, walk);
}

function statements(all: readonly Statement[], walk: Walk): Command[] {
  return all.flatMap(({command, background}) =>
    commandsIn(command, walk).map((each) => ({...each, isBackground: each.isBackground || background === true})),
  );
}

type Node = PipelineNode | AndOr | CommandNode;

function commandsIn(node: Node, walk: Walk): Command[] {
  return (READERS[node.type] as ((node: Node, walk: Walk) => Command[]) | undefined)?.(node, walk) ?? [];
}

const list = ({commands}: CompoundList, walk: Walk): Command[] => statements(commands, walk);
const each = ({commands}: {commands: readonly Node[]}, walk: Walk): Command[] =>
  commands.flatMap((command) => commandsIn(command, walk));
const body = ({body}: {body: CompoundList}, walk: Walk): Command[] => list(body, walk);

type Reader<T extends Node["type"]> = (node: Extract<Node, {type: T}>, walk: Walk) => Command[];

const READERS: {[T in Node["type"]]: Reader<T>} = {
  Command: (node, walk) => simple(node, walk),
  AndOr: each,
  Pipeline: each,
  If: (node, walk) => branches(node, walk).flatMap((part) => list(part, walk)),
  While: (node, walk) => [
    ...list(node.clause, walk).map((asked): Command => ({...asked, isAsked: true})),
    ...list(node.body, walk),
  ],
  For: body,
  ArithmeticFor: body,
  Select: body,
  Subshell: body,
  BraceGroup: body,
  Redirected: (node, walk) => commandsIn(node.command, walk),
  Case: (node, walk) => chosen(node, walk).flatMap((item) => list(item.body, walk)),
  Function: (node, walk) => {
    walk.functions.set(node.name.value, node);
    return [];
  },
  Coproc: () => [],
  TestCommand: () => [],
  ArithmeticCommand: () => [],
};

/** What runs of an `if`: all of it, unless its words are known. */
function branches(node: If, walk: Walk): CompoundList[] {
  const last = node.else ? [node.else] : [];
  const all = [node, ...node.elif];
  const first = all.findIndex(({clause}) => isTrue(clause, walk) !== false);
  const chosen = all[first];
  if (chosen === undefined) return last;
  if (isTrue(chosen.clause, walk)) return [chosen.then];
  return [...all.slice(first).flatMap(({clause, then}) => [clause, then]), ...last];
}

/** Of `[ "$1" = web ]` and `[[ $1 == web ]]`; other conditions are for a run. */
function isTrue({commands}: CompoundList, walk: Walk): boolean | undefined {
  const [only, ...others] = commands;
  if (only === undefined || others.length > 0) return undefined;
  const [left, operator, right] = compared(only.command, walk);
  if (!left?.isKnown || !right?.isKnown || operator === undefined) return undefined;
  if (operator === "!=") return left.text !== right.text;
  return /^==?$/.test(operator) ? left.text === right.text : undefined;
}

function compared(node: Node, walk: Walk): [Word | undefined, string | undefined, Word | undefined] {
  if (node.type === "TestCommand" && node.expression.type === "TestBinary") {
    const {left, operator, right} = node.expression;
    return [wordOf(left, walk), operator, wordOf(right, walk)];
  }
  if (node.type !== "Command" || !/^(\[|test)$/.test(node.name?.value ?? "")) return [undefined, undefined, undefined];
  const [left, operator, right, ...rest] = node.suffix.filter(isWord).map((word) => wordOf(word, walk));
  return rest.length > 1 ? [undefined, undefined, undefined] : [left, operator?.text, right];
}

function chosen({word, items}: Case, walk: Walk): Case["items"] {
  const {text, isKnown} = wordOf(word, walk);
  if (!isKnown) return items;
  const item = items.find(({pattern}) => pattern.some(({value}) => matches(value, text)));
  return item ? [item] : [];
}

function matches(pattern: string, text: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+^${}()|[\]\\?]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(text);
}

function simple(node: ShellCommand, walk: Walk): Command[] {
  const words = [...(node.name ? [node.name] : []), ...node.suffix.filter(isWord)].flatMap((word) =>
    wordsOf(word, walk),
  );
  const called = walk.functions.get(words[0]?.text ?? "");
  if (called && !walk.within.includes(called.name.value)) return inlined(called, words.slice(1), walk);
  const inside = node.suffix.filter((part) => part.type === "Assignment");
  const prefix = node.prefix.filter((part) => part.type === "Assignment");
  const sets = [...prefix, ...inside].flatMap((each) => setBy(each, walk));
  if (!node.name || inside.length > 0) for (const {name, value} of sets) learn(walk, name, value);
  if (words[0]?.text === "shift") walk.args = walk.args?.slice(Number(words[1]?.text ?? 1));
  return [
    {
      words,
      sets,
      ...sourceOf(node, words, walk),
      isBackground: false,
    },
  ];
}

function isWord(part: ShellCommand["suffix"][number]): part is ShellWord {
  return part.type === "Word";
}

function inlined(called: ShellFunction, args: readonly Word[], walk: Walk): Command[] {
  const inner = {...walk, args: args.map(({text}) => text), within: [...walk.within, called.name.value]};
  return called.body.type === "CompoundList" ? list(called.body, inner) : commandsIn(called.body, inner);
}

function setBy({name, value}: Assignment, walk: Walk): Command["sets"] {
  return value.type === "Word" ? [{name, value: wordOf(value, walk)}] : [];
}

function learn({variables}: Walk, name: string, {text, isKnown}: Word): void {
  if (isKnown) variables.set(name, text);
  else variables.delete(name);
}

/** A script that hands over to its arguments says nothing itself. */
function sourceOf(node: ShellCommand, words: readonly Word[], walk: Walk): Pick<Command, "text" | "from"> {
  const text = walk.text.slice(node.pos, node.end);
  const handsOver = /^(exec\s+)?"?\$\{?[@*]\}?"?$/.test(text);
  if (handsOver && walk.from !== undefined) return {text: textOf(words).replace(/^exec /, ""), from: walk.from};
  return {text: oneLine(text), from: placeOf(walk, node.pos)};
}

function oneLine(text: string): string {
  return text.replace(/\\\n/g, " ").replace(/\s+/g, " ").trim();
}

function placeOf({text, place}: Walk, position: number): string {
  return `${place.path}:${place.line + text.slice(0, position).split("\n").length - 1}`;
}

/** `$@` is as many words as the script was given, and an unquoted variable as many as it holds. */
function wordsOf(word: ShellWord, walk: Walk): Word[] {
  if (/^"?\$\{?[@*]\}?"?$/.test(word.text) && walk.args) return knownWords(walk.args);
  const read = wordOf(word, walk);
  const isSplit = word.text.startsWith("$") && read.isKnown;
  return isSplit ? knownWords(read.text.split(/\s+/).filter((text) => text !== "")) : [read];
}

function wordOf({parts, value}: ShellWord, walk: Walk): Word {
  return parts === undefined ? {text: value, isKnown: true} : joined(parts.map((part) => partOf(part, walk)));
}

function joined(parts: readonly Word[]): Word {
  return {text: parts.map(({text}) => text).join(""), isKnown: parts.every(({isKnown}) => isKnown)};
}

function partOf(part: WordPart | DoubleQuotedChild, walk: Walk): Word {
  if (part.type === "DoubleQuoted") return joined(part.parts.map((child) => partOf(child, walk)));
  if (part.type === "SimpleExpansion") return variable(part.text.slice(1), part.text, walk);
  if (part.type === "ParameterExpansion") return expansion(part, walk);
  if ("value" in part) return {text: part.value, isKnown: true};
  return {text: part.text, isKnown: false};
}

function expansion(part: Extract<WordPart, {type: "ParameterExpansion"}>, walk: Walk): Word {
  const {parameter, operation, text} = part;
  const said = variable(parameter, text, walk);
  if (operation === undefined || said.isKnown) return operation?.type === "Remove" ? {text, isKnown: false} : said;
  return operation.type === "Default" && /[-=]$/.test(operation.operator) ? wordOf(operation.operand, walk) : said;
}

function variable(name: string, text: string, {args, variables}: Walk): Word {
  const value = /^[1-9]$/.test(name) ? args?.[Number(name) - 1] : variables.get(name);
  if (value === undefined && args && /^[1-9]$/.test(name)) return {text: "", isKnown: true};
  return value === undefined ? {text, isKnown: false} : {text: value, isKnown: true};
}
