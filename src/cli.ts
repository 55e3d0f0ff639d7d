import yargs, {type Argv, type CommandModule, type MiddlewareFunction} from "yargs";
import {COMMANDS} from "./commands/commands.ts";
import {type Context, processContext} from "./context.ts";
import {DjcdError} from "./errors.ts";
import {failureJson, failureOf} from "./running/failure.ts";
import {asksJson, normaliseArguments} from "./typed/arguments.ts";
import {usageError} from "./typed/usage.ts";
import {VERSION} from "./version.ts";

/** Runs the command that the arguments name; sets the exit code and explains what went wrong. */
export async function main(given: readonly string[]): Promise<void> {
  const process = processContext();
  try {
    const {args, env} = normaliseArguments(given);
    const context = {...process, env: {...process.env, ...env}};
    await parser(context, args).parseAsync([...args]);
  } catch (error) {
    explain(process, error, asksJson(given));
  }
}

/** What reads a command line, and runs the command that it names. */
export function parser(context: Context, args: readonly string[], commands = commandsOf(context)): Argv {
  const root = yargs()
    .scriptName("helm djcd")
    .usage("$0 <command>\n\nBlue/green and canary releases for Django charts.")
    .parserConfiguration({
      "greedy-arrays": false,
      "parse-numbers": false,
      "parse-positional-numbers": false,
      "boolean-negation": false,
      "dot-notation": false,
      "camel-case-expansion": false,
    })
    // yargs' own --version would answer `upgrade shop --version 1.2.3` with our version and release nothing.
    .version(false)
    .help()
    .strict()
    .demandCommand(1, "name a command")
    .recommendCommands()
    .exitProcess(false)
    .wrap(Math.min(120, globalThis.process.stdout.columns ?? 100))
    .epilogue(
      `djcd ${VERSION}. Helm's own flags (-n, --kube-context, --kubeconfig, ...) go before or after the command.`,
    )
    .fail((message, error) => {
      throw error ?? new DjcdError(usageError(message, {words: args, verb: verbOf(args)}));
    })
    // The types leave out the second argument.
    .middleware(refuseRepeated as unknown as MiddlewareFunction);
  return commands.reduce((cli, command) => cli.command(command), root);
}

/** The commands, in the order in which they are told. */
export function commandsOf(context: Context): CommandModule[] {
  return COMMANDS.map((command) => command(context) as CommandModule);
}

function verbOf(args: readonly string[]): string | undefined {
  const names = commandsOf(processContext()).map(({command}) => `${command}`.split(" ")[0]);
  return args.find((word) => names.includes(word));
}

/** What yargs knows of the flags that were declared; its types do not tell. */
interface Declared {
  getOptions(): {readonly array: readonly string[]; readonly alias: Readonly<Record<string, readonly string[]>>};
}

/** A flag that holds one value and is given twice: nobody can know which one was meant. */
function refuseRepeated(args: Readonly<Record<string, unknown>>, cli: unknown): void {
  const {array, alias} = (cli as Declared).getOptions();
  const lists = new Set(["_", ...array, ...array.flatMap((name) => alias[name] ?? [])]);
  const repeated = Object.keys(args).find((name) => Array.isArray(args[name]) && !lists.has(name));
  if (repeated)
    throw new DjcdError(`${repeated.length === 1 ? "-" : "--"}${repeated} is given more than once: give it once`);
}

/** With `-o json` a failure is a document on stdout too; people and logs have it on stderr in any case. */
function explain({stdout, stderr, end}: Context, error: unknown, json: boolean): void {
  const failure = failureOf(error);
  stderr.write(`Error: ${failure.message}\n`);
  if (json) stdout.write(failureJson(failure));
  end(failure.code);
}
