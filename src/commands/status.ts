import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReleaseOptions} from "./options.ts";

/** `djcd status [release]` */
export function statusCommand(context: Context): CommandModule {
  return {
    command: "status [release]",
    describe: "Show where a release stands, and what to type next",
    builder: (yargs) =>
      withReleaseOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => (await import("./show-status.ts")).showStatus(context, args),
  };
}
