import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {withReleaseOptions} from "../typed/options.ts";

/** `djcd unlock [release]` */
export function unlockCommand(context: Context): CommandModule {
  return {
    command: "unlock [release]",
    describe: "Tell who holds the lock of a release, and take it away",
    builder: (yargs) =>
      withReleaseOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ).option("yes", {alias: "y", type: "boolean", describe: "take it away without asking"}),
    handler: async (args) => (await import("../running/take-lock.ts")).takeLock(context, args),
  };
}
