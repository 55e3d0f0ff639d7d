import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {rollbackWished} from "../running/verbs.ts";
import {verbArguments, withRolloutOptions} from "../typed/options.ts";
import {readNumber} from "../typed/which-rollout.ts";

/** `djcd rollback [release]` */
export function rollbackCommand(context: Context): CommandModule {
  return {
    command: "rollback [release]",
    describe: "Take traffic back, with the version and its configuration",
    builder: (yargs) =>
      withRolloutOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ).option("to", {
        type: "string",
        describe: "number of the rollout to go back to, without #",
      }),
    handler: async (args) => {
      const to = readNumber("to", args.to as string | undefined);
      const [{runPlan}, wished] = await Promise.all([import("../running/run-plan.ts"), rollbackWished(to)]);
      context.end(await runPlan(context, {...wished, args: verbArguments(args)}));
    },
  };
}
