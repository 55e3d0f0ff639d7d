import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import type {Planner} from "../running/command.ts";
import {verbArguments, withRolloutOptions} from "../typed/options.ts";

/** `djcd resume [release]` */
export function resumeCommand(context: Context): CommandModule {
  return {
    command: "resume [release]",
    describe: "Go on with the steps of the strategy that are left, also of a candidate that is held",
    builder: (yargs) =>
      withRolloutOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => {
      const [{runPlan}, {planResume}, {findCandidate}] = await Promise.all([
        import("../running/run-plan.ts"),
        import("../plan/hold.ts"),
        import("../incoming/candidate.ts"),
      ]);
      const plan: Planner = async (observation, session) =>
        planResume(observation, await findCandidate(session, observation));
      context.end(await runPlan(context, {verb: "resume", args: verbArguments(args), plan}));
    },
  };
}
