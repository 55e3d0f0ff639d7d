import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {type PlanArguments, withPlanOptions} from "./options.ts";

/** `djcd rollback [release]` */
export function rollbackCommand(context: Context): CommandModule {
  return {
    command: "rollback [release]",
    describe: "Take traffic back, with the version and its configuration",
    builder: (yargs) =>
      withPlanOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ).option("to", {
        type: "string",
        describe: "number of the rollout to go back to, without #",
      }),
    handler: async (args) => {
      const to = readNumber(args.to as string | undefined);
      const [{runPlan}, {planRollback, rollbackTarget}, {findOlder}] = await Promise.all([
        import("./run-plan.ts"),
        import("../plan/rollback.ts"),
        import("./older.ts"),
      ]);
      const code = await runPlan(
        context,
        args as PlanArguments,
        args.release as string | undefined,
        async (observation, session) => {
          const target = rollbackTarget(observation, to);
          return planRollback(
            observation,
            target === undefined ? undefined : await findOlder(session, observation, target),
          );
        },
      );
      context.end(code);
    },
  };
}

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^#?\d+$/.test(text))
    throw new DjcdError(
      `--to ${text}: the number of a rollout is needed, as in --to 4. What there is: helm djcd history`,
    );
  return Number(text.replace("#", ""));
}
