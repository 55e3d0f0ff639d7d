import type {Argv, CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import type {UpgradeRequest} from "../incoming/incoming.ts";
import type {Planner} from "../running/command.ts";
import {areSteps, STRATEGY_NAMES} from "../strategies/strategies.ts";
import {readChart, withChartFlags} from "../typed/chart-flags.ts";
import {verbArguments, withCommitOptions, withPlanOptions} from "../typed/options.ts";
import {readDuration} from "../typed/read-flags.ts";
import {readValueFlags, withValueFlags} from "../typed/value-flags.ts";

/** `djcd upgrade RELEASE [CHART]` */
export function upgradeCommand(context: Context): CommandModule {
  return {
    command: "upgrade [release] [chart]",
    describe: "Release a version: beside the live one, then traffic moves as the strategy says",
    builder: (yargs) => withUpgradeFlags(yargs),
    handler: async (args) => {
      const request = readRequest(args);
      const [{runPlan}, {findIncoming}, {planUpgrade}] = await Promise.all([
        import("../running/run-plan.ts"),
        import("../incoming/incoming.ts"),
        import("../plan/upgrade.ts"),
      ]);
      const plan: Planner = async (observation, session) =>
        planUpgrade(observation, await findIncoming(session, observation, request));
      context.end(await runPlan(context, {verb: "upgrade", args: verbArguments(args), plan, request}));
    },
  };
}

function withUpgradeFlags<T>(yargs: Argv<T>): Argv<T> {
  const words = yargs.positional("release", {type: "string", describe: "the release"}).positional("chart", {
    type: "string",
    describe: "folder, package or oci:// reference; left out: the live slot's own chart",
  });
  const own = withValueFlags(withCommitOptions(withPlanOptions(words)))
    .option("strategy", {choices: STRATEGY_NAMES, describe: "how traffic moves; left out: as the values say"})
    .option("again", {type: "boolean", describe: "release this version although it was rejected"})
    .option("steps", {type: "string", describe: "weights of a canary, as in 5,25,50,100"})
    .option("pause", {
      type: "string",
      describe: "pause after each step, as in 2m; without time (--pause=): wait for a person",
    });
  return withChartFlags(own);
}

function readRequest(args: Readonly<Record<string, unknown>>): UpgradeRequest {
  const [strategy, steps, pause] = [args.strategy, args.steps, args.pause] as (string | undefined)[];
  refuseContradiction({strategy, steps, pause});
  return {
    chart: readChart(args),
    values: readValueFlags(args),
    strategy,
    steps: readSteps(steps),
    pause: readPause(pause),
    asksStrategy: [strategy, steps, pause].some((one) => one !== undefined),
    asksImage: args["dry-run"] !== "client" || Boolean(args["save-plan"] ?? args["use-plan"]),
    again: args.again === true,
  };
}

/** Blue/green has neither steps nor pauses. */
function refuseContradiction({strategy, ...ofCanary}: Readonly<Record<string, string | undefined>>): void {
  const given = Object.keys(ofCanary).find((name) => ofCanary[name] !== undefined);
  if (strategy !== "blue-green" || !given) return;
  throw new DjcdError(`--strategy blue-green and --${given} contradict each other: give one of them`);
}

function readSteps(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const steps = /^\d+(,\d+)*$/.test(text) ? text.split(",").map(Number) : [];
  if (areSteps(steps)) return steps;
  throw new DjcdError(`--steps ${text}: whole numbers that rise and end at 100 are needed, as in --steps 5,25,50,100`);
}

function readPause(text: string | undefined): string | undefined {
  if (text) readDuration("--pause", text);
  return text;
}
