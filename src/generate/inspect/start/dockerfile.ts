import type {Files} from "../files.ts";

/** An instruction of a Dockerfile, continued lines joined. */
export interface Instruction {
  keyword: string;
  value: string;
  /** The words of an exec form. */
  words?: string[];
  line: number;
}

/** What the last stage of a Dockerfile is made of, the stages that it begins with included. */
export interface Dockerfile {
  path: string;
  instructions: Instruction[];
  /** From which image it begins. */
  base: string;
}

export function readDockerfile(files: Files, path: string): Dockerfile {
  const all = instructionsOf(files.get(path) ?? "");
  const args = new Map(all.filter(({keyword}) => keyword === "ARG").flatMap(({value}) => pairsOf(value)));
  const stages = stagesOf(all);
  return {path, ...withBase(stages, stages.length - 1, args)};
}

function instructionsOf(text: string): Instruction[] {
  const lines = text.split("\n");
  const found: Instruction[] = [];
  for (let index = 0; index < lines.length; index++) {
    const begin = index;
    let value = lines[index] ?? "";
    while (/\\\s*$/.test(value) && index + 1 < lines.length)
      value = value.replace(/\\\s*$/, " ") + uncommented(lines[++index]);
    const end = /<<-?["']?(\w+)["']?/.exec(value)?.[1];
    if (end !== undefined)
      while (index + 1 < lines.length && lines[++index]?.trim() !== end) value += `\n${lines[index]}`;
    found.push(...instruction(value, begin + 1));
  }
  return found;
}

// Comments may stand between continued lines.
function uncommented(line: string | undefined): string {
  return /^\s*#/.test(line ?? "") ? "\\" : (line ?? "");
}

function instruction(text: string, line: number): Instruction[] {
  const [, keyword, value = ""] = /^\s*([A-Za-z]+)\s+([\s\S]*)$/.exec(text) ?? [];
  if (keyword === undefined) return [];
  const words = execForm(value);
  return [{keyword: keyword.toUpperCase(), value: value.trim(), line, ...(words && {words})}];
}

function execForm(value: string): string[] | undefined {
  try {
    const read: unknown = JSON.parse(value);
    return Array.isArray(read) && read.every((word) => typeof word === "string") ? read : undefined;
  } catch {
    return undefined;
  }
}

function stagesOf(all: Instruction[]): Instruction[][] {
  const stages: Instruction[][] = [];
  for (const each of all) {
    if (each.keyword === "FROM") stages.push([]);
    stages.at(-1)?.push(each);
  }
  return stages;
}

function withBase(stages: Instruction[][], index: number, args: ReadonlyMap<string, string>): Omit<Dockerfile, "path"> {
  const instructions = stages[index] ?? [];
  const said = (instructions[0]?.value ?? "").replace(/^(--\S+\s+)+/, "").split(/\s+/)[0] ?? "";
  const base = said.replace(/\$\{?(\w+)(?::-[^}]*)?\}?/g, (text, name) => args.get(name) ?? text);
  const before = stages.slice(0, index).findLastIndex(([from]) => nameOf(from) === base.toLowerCase());
  if (before < 0) return {instructions, base};
  const parent = withBase(stages, before, args);
  return {instructions: [...parent.instructions, ...instructions], base: parent.base};
}

function nameOf(from: Instruction | undefined): string | undefined {
  return /\sas\s+(\S+)/i.exec(from?.value ?? "")?.[1]?.toLowerCase();
}

/** The variables that the image has: by ENV, and what builds it by ARG. */
export function variablesOf({instructions}: Dockerfile): Map<string, string> {
  const all = instructions.filter(({keyword}) => keyword === "ENV" || keyword === "ARG");
  return new Map(all.flatMap(({value}) => pairsOf(value)).filter(([, value]) => !value.includes("$")));
}

function pairsOf(value: string): [string, string][] {
  const pairs = [...value.matchAll(/(\w+)=("[^"]*"|'[^']*'|\S*)/g)].map(
    ([, name = "", text = ""]): [string, string] => [name, text.replace(/^(["'])([\s\S]*)\1$/, "$2")],
  );
  const [, name, rest] = /^(\w+)\s+(.*)$/.exec(value) ?? [];
  return pairs.length === 0 && name !== undefined ? [[name, rest ?? ""]] : pairs;
}

/** The last instruction of a kind counts. */
export function lastOf({instructions}: Dockerfile, keyword: string): Instruction | undefined {
  return instructions.findLast((each) => each.keyword === keyword);
}

/** Where the image starts. */
export function workdirOf(dockerfile: Dockerfile): string | undefined {
  const all = dockerfile.instructions
    .filter(({keyword}) => keyword === "WORKDIR")
    .map(({value}) => value.replace(/\/$/, ""));
  const begin = all.findLastIndex((value) => value.startsWith("/"));
  const path = begin < 0 ? undefined : all.slice(begin).join("/");
  return path === undefined || path.includes("$") ? undefined : path;
}
