import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReadOption, withReleaseOptions} from "../typed/options.ts";

/** `djcd status [release]` */
export function statusCommand(context: Context): CommandModule {
  return {
    command: "status [release]",
    describe: "Show where a release stands, and what to type next",
    builder: (yargs) =>
      withReadOption(
        withReleaseOptions(
          yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
        ),
      ).option("watch", {
        alias: "w",
        type: "boolean",
        describe: "look again every second, and take keys in a terminal; Ctrl-C ends it",
      }),
    handler: async (args) =>
      args.watch
        ? (await import("../showing/watch-status.ts")).watchStatus(context, args)
        : (await import("../showing/show-status.ts")).showStatus(context, args),
  };
}
