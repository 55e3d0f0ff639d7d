import type {Declared, Flag} from "./declared.ts";

/** Something that may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly describe: string;
}

/** Where candidates come from that no command declares. */
export type Source = "releases" | "rollouts" | "files";

/** What may stand at the cursor: what is known, or where to look. `before` belongs in front of each. */
export interface Wanted {
  readonly candidates?: readonly Candidate[];
  readonly source?: Source;
  /** The release that was typed already. */
  readonly release?: string | undefined;
  readonly before?: string;
}

/** What the values of positionals and flags are; the others are for people to think of. */
export const SOURCES: Readonly<Record<string, Source>> = {
  release: "releases",
  words: "releases",
  to: "rollouts",
  rollout: "rollouts",
  chart: "files",
  dir: "files",
  values: "files",
  "set-file": "files",
  "ca-file": "files",
  "cert-file": "files",
  "key-file": "files",
  keyring: "files",
  "save-plan": "files",
  "use-plan": "files",
  file: "files",
  out: "files",
  write: "files",
  read: "files",
};

const NOTHING: Wanted = {candidates: []};

/** What fits after a command's name and what is given already, where `typed` is being typed. */
export function wantedAt(command: Declared, given: readonly string[], typed: string): Wanted {
  const placed = positionalsIn(command, given);
  const inline = flagIn(command, typed.split("=")[0] ?? "");
  const open = flagIn(command, given.at(-1) ?? "");
  if (inline && typed.includes("=")) return valuesOf(inline, placed[0], typed.slice(0, typed.indexOf("=") + 1));
  if (open?.takesValue) return valuesOf(open, placed[0]);
  if (typed.startsWith("-")) return {candidates: flagsLeft(command, given)};
  return sourced(command.positionals[placed.length]);
}

/** The words that are neither flags nor their values. */
function positionalsIn(command: Declared, given: readonly string[]): string[] {
  return given.filter((word, index) => {
    const isValue = flagIn(command, given[index - 1] ?? "")?.takesValue ?? false;
    return !word.startsWith("-") && !isValue;
  });
}

function flagIn({flags}: Declared, word: string): Flag | undefined {
  return flags.find(({name, aliases}) => word === `--${name}` || aliases.some((alias) => word === `-${alias}`));
}

function valuesOf({name, choices}: Flag, release: string | undefined, before = ""): Wanted {
  if (choices.length > 0) return {candidates: choices.map((value) => ({value, describe: ""})), before};
  return {...sourced(name), release, before};
}

function sourced(name: string | undefined): Wanted {
  const source = name === undefined ? undefined : SOURCES[name];
  return source ? {source} : NOTHING;
}

function flagsLeft(command: Declared, given: readonly string[]): Candidate[] {
  const used = given.map((word) => flagIn(command, word.split("=")[0] ?? "")?.name);
  return command.flags
    .filter(({name, repeats}) => repeats || !used.includes(name))
    .map(({name, describe}) => ({value: `--${name}`, describe}));
}
