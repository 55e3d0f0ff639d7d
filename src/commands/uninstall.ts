import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {verbArguments, withPlanOptions, withReadOption} from "../typed/options.ts";

/** `djcd uninstall RELEASE` */
export function uninstallCommand(context: Context): CommandModule {
  return {
    command: "uninstall <release>",
    describe: "Remove a release whole: both slots, the front, the migration Jobs and the ledger",
    builder: (yargs) =>
      withReadOption(withPlanOptions(yargs.positional("release", {type: "string", describe: "the release"}))),
    handler: async (args) => {
      if (args.read !== undefined) return (await import("../showing/show-removal.ts")).showRemoval(context, args);
      const [{runPlan}, {planUninstall}] = await Promise.all([
        import("../running/run-plan.ts"),
        import("../plan/uninstall.ts"),
      ]);
      context.end(await runPlan(context, {verb: "uninstall", args: verbArguments(args), plan: planUninstall}));
    },
  };
}
