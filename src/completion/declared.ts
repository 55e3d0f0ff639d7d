import yargs, {type Argv, type CommandModule, type Options} from "yargs";

/** A command, whatever its arguments are. */
export type AnyCommand = CommandModule<object, never>;

/** A flag as its command declares it. */
export interface Flag {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly describe: string;
  readonly choices: readonly string[];
  readonly takesValue: boolean;
  readonly repeats: boolean;
}

/** A command as it declares itself. */
export interface Declared {
  readonly positionals: readonly string[];
  readonly flags: readonly Flag[];
}

/** What yargs knows of what was declared; its types do not tell. */
interface Known {
  getOptions(): {
    readonly key: Readonly<Record<string, true>>;
    readonly alias: Readonly<Record<string, readonly string[]>>;
    readonly array: readonly string[];
    readonly boolean: readonly string[];
    readonly choices: Readonly<Record<string, readonly string[]>>;
  };
  getInternalMethods(): {getUsageInstance(): {getDescriptions(): Readonly<Record<string, string | undefined>>}};
}

/** The word that names a command. */
export function nameOf({command}: AnyCommand): string {
  return `${command}`.split(" ")[0] ?? "";
}

/** Reads a command's own declarations, so that there is no second list of flags. */
export function declaredBy({command, builder}: AnyCommand): Declared {
  const [, ...rest] = `${command}`.split(" ");
  const positionals = rest.map((word) => word.replace(/[^\w]/g, ""));
  return {positionals, flags: flagsOf(build(builder) as unknown as Known, positionals)};
}

function build(builder: AnyCommand["builder"]): Argv {
  const cli = yargs().help(false).version(false);
  if (typeof builder === "function") builder(cli);
  else cli.options((builder ?? {}) as Record<string, Options>);
  return cli;
}

function flagsOf(known: Known, positionals: readonly string[]): Flag[] {
  const {key, alias, array, boolean, choices} = known.getOptions();
  const descriptions = known.getInternalMethods().getUsageInstance().getDescriptions();
  const short = new Set(Object.values(alias).flat());
  const names = Object.keys(key).filter((name) => !short.has(name) && !positionals.includes(name));
  return names.map((name) => ({
    name,
    aliases: alias[name] ?? [],
    describe: descriptions[name] ?? "",
    choices: choices[name] ?? [],
    takesValue: !boolean.includes(name),
    repeats: array.includes(name),
  }));
}
