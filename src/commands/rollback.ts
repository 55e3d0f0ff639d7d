import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import type {Planner} from "../running/command.ts";
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
      const [{runPlan}, {planRollback, rollbackTarget}, {rejecting}, {findOlder}] = await Promise.all([
        import("../running/run-plan.ts"),
        import("../plan/rollback.ts"),
        import("../plan/reject.ts"),
        import("../incoming/older.ts"),
      ]);
      const plan: Planner = async (observation, session) => {
        const target = rollbackTarget(observation, to);
        const older = target === undefined ? undefined : await findOlder(session, observation, target);
        return rejecting(observation, planRollback(observation, older), session.origin);
      };
      const typed = to === undefined ? "rollback" : `rollback --to ${to}`;
      context.end(await runPlan(context, {verb: "rollback", args: verbArguments(args), plan, typed}));
    },
  };
}
