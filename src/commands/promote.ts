import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {promoteWished} from "../running/verbs.ts";
import {verbArguments, withRolloutOptions} from "../typed/options.ts";

/** `djcd promote [release]` */
export function promoteCommand(context: Context): CommandModule {
  return {
    command: "promote [release]",
    describe: "Make the candidate live, at once",
    builder: (yargs) =>
      withRolloutOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => {
      const [{runPlan}, wished] = await Promise.all([import("../running/run-plan.ts"), promoteWished()]);
      context.end(await runPlan(context, {...wished, args: verbArguments(args)}));
    },
  };
}
