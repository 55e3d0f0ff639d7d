import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReadOption, withReleaseOptions} from "../typed/options.ts";

/** `djcd history [release]` */
export function historyCommand(context: Context): CommandModule {
  return {
    command: "history [release]",
    describe: "List the rollouts that Helm still stores, or git",
    builder: (yargs) =>
      withReadOption(
        withReleaseOptions(
          yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
        ),
      ),
    handler: async (args) => (await import("../showing/show-history.ts")).showHistory(context, args),
  };
}
