import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReadOption, withReleaseOptions} from "../typed/options.ts";

/** `djcd report [release]` */
export function reportCommand(context: Context): CommandModule {
  return {
    command: "report [release]",
    describe: "Write the story of a rollout as one HTML page",
    builder: (yargs) =>
      withReadOption(
        withReleaseOptions(
          yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
        ),
      )
        .option("rollout", {type: "string", describe: "its number, without #; left out: the newest"})
        .option("file", {
          alias: "f",
          type: "string",
          describe: "where to; left out: RELEASE-NUMBER.html here, or in the temporary folder where this is a checkout",
        }),
    handler: async (args) => (await import("../showing/write-report.ts")).writeReport(context, args),
  };
}
