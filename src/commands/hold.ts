import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import type {Planner} from "../running/command.ts";
import {verbArguments, withRolloutOptions} from "../typed/options.ts";

/** `djcd hold [release]` */
export function holdCommand(context: Context): CommandModule {
  return {
    command: "hold [release]",
    describe: "Leave the candidate at the share that it has, also while another command pauses",
    builder: (yargs) =>
      withRolloutOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => {
      const [{runPlan}, {planHold}] = await Promise.all([import("../running/run-plan.ts"), import("../plan/hold.ts")]);
      const plan: Planner = (observation, {origin}) => planHold(observation, origin);
      context.end(await runPlan(context, {verb: "hold", args: verbArguments(args), plan}));
    },
  };
}
