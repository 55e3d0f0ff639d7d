import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {finishWished} from "../running/verbs.ts";
import {verbArguments, withRolloutOptions} from "../typed/options.ts";

/** `djcd finish [release]` */
export function finishCommand(context: Context): CommandModule {
  return {
    command: "finish [release]",
    describe: "End a rollout: the version before goes down",
    builder: (yargs) =>
      withRolloutOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => {
      const [{runPlan}, wished] = await Promise.all([import("../running/run-plan.ts"), finishWished()]);
      context.end(await runPlan(context, {...wished, args: verbArguments(args)}));
    },
  };
}
