import yargs, {type Argv, type CommandModule} from "yargs";
import {normaliseArguments} from "./cli-arguments.ts";
import {finishCommand} from "./commands/finish.ts";
import {generateCommand} from "./commands/generate.ts";
import {historyCommand} from "./commands/history.ts";
import {initCommand} from "./commands/init.ts";
import {promoteCommand} from "./commands/promote.ts";
import {rollbackCommand} from "./commands/rollback.ts";
import {shiftCommand} from "./commands/shift.ts";
import {statusCommand} from "./commands/status.ts";
import {uninstallCommand} from "./commands/uninstall.ts";
import {unlockCommand} from "./commands/unlock.ts";
import {upgradeCommand} from "./commands/upgrade.ts";
import {type Context, processContext} from "./context.ts";
import {DjcdError, EXIT} from "./errors.ts";
import {VERSION} from "./version.ts";

const COMMANDS = [
  initCommand,
  generateCommand,
  upgradeCommand,
  shiftCommand,
  promoteCommand,
  rollbackCommand,
  finishCommand,
  statusCommand,
  historyCommand,
  unlockCommand,
  uninstallCommand,
];

/** Runs the command that the arguments name; sets the exit code and explains what went wrong. */
export async function main(given: readonly string[]): Promise<void> {
  const process = processContext();
  try {
    const {args, env} = normaliseArguments(given);
    const context = {...process, env: {...process.env, ...env}};
    await parser(context).parseAsync([...args]);
  } catch (error) {
    explain(process, error);
  }
}

function parser(context: Context): Argv {
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
    .demandCommand(1, "name a command: helm djcd --help lists them")
    .recommendCommands()
    .exitProcess(false)
    .wrap(Math.min(120, globalThis.process.stdout.columns ?? 100))
    .epilogue(
      `djcd ${VERSION}. Helm's own flags (-n, --kube-context, --kubeconfig, ...) go before or after the command.`,
    )
    .fail((message, error) => {
      throw error ?? new DjcdError(`${message}${message.endsWith("?") ? "" : "."} Type: helm djcd --help`);
    })
    .middleware(refuseRepeated);
  return COMMANDS.reduce((cli, command) => cli.command(command(context) as CommandModule), root);
}

const LISTS = /^(_|words|f|values|set(-(string|json|file|literal))?)$/;

/** A flag that holds one value and is given twice: nobody can know which one was meant. */
function refuseRepeated(args: Readonly<Record<string, unknown>>): void {
  const repeated = Object.keys(args).find((name) => Array.isArray(args[name]) && !LISTS.test(name));
  if (repeated)
    throw new DjcdError(`${repeated.length === 1 ? "-" : "--"}${repeated} is given more than once: give it once`);
}

function explain({stderr, end}: Context, error: unknown): void {
  if (error instanceof DjcdError) {
    stderr.write(`Error: ${error.message}\n`);
    end(error.code);
    return;
  }
  const {name, stack, message} = error as Error;
  stderr.write(
    name === "ApiError"
      ? `Error: the API server refused: ${message}\n`
      : `Error: this is a defect of djcd: ${stack ?? message}\n`,
  );
  end(EXIT.error);
}
