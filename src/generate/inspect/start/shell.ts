import {
  type Assignment,
  type CompoundList,
  parse,
  type Command as ShellCommand,
  type Function as ShellFunction,
  type Statement,
} from "unbash";
import {branches, chosen, type Node} from "./shell-branches.ts";
import {isWord, wordOf, wordsOf} from "./shell-words.ts";
import {type Command, textOf, type Word} from "./word.ts";

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
