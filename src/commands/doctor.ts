import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReadOption, withReleaseOptions} from "../typed/options.ts";

/** `djcd doctor [release]` */
export function doctorCommand(context: Context): CommandModule {
  return {
    command: "doctor [release]",
    describe: "Look for what would be in the way of a release, and change nothing",
    builder: (yargs) =>
      withReadOption(
        withReleaseOptions(
          yargs.positional("release", {type: "string", describe: "the release; left out: all of the namespace"}),
        ),
      ).option("role", {
        type: "boolean",
        describe: "print the Role that djcd needs in the namespace, and look at nothing",
      }),
    handler: async (args) => {
      const {printRole, showFindings} = await import("../showing/show-findings.ts");
      await (args.role ? printRole(context) : showFindings(context, args));
    },
  };
}
