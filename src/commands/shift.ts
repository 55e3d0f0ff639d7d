import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {shiftWished} from "../running/verbs.ts";
import {verbArguments, withRolloutOptions} from "../typed/options.ts";

/** `djcd shift [release] WEIGHT` */
export function shiftCommand(context: Context): CommandModule {
  return {
    command: "shift [words..]",
    describe: "Set the candidate's share of traffic: shift [release] WEIGHT",
    builder: (yargs) =>
      withRolloutOptions(
        yargs.positional("words", {
          type: "string",
          array: true,
          describe: "the release, which may be left out, and 0 to 99",
        }),
      ),
    handler: async (args) => {
      const {release, weight} = readWords((args.words as string[] | undefined) ?? []);
      const [{runPlan}, wished] = await Promise.all([import("../running/run-plan.ts"), shiftWished(weight)]);
      context.end(await runPlan(context, {...wished, args: verbArguments({...args, release})}));
    },
  };
}

function readWords(words: readonly string[]): {release: string | undefined; weight: number} {
  const percent = words.at(-1);
  if (percent === undefined) throw new DjcdError("shift needs a weight. Type: helm djcd shift shop 25");
  if (words.length > 2)
    throw new DjcdError(`shift takes a release and a weight, not ${words.length} words. Type: helm djcd shift shop 25`);
  if (!/^\d+%?$/.test(percent) || Number.parseInt(percent, 10) > 100)
    throw new DjcdError(`weight ${percent}: a whole number from 0 to 99 is needed. Type: helm djcd shift shop 25`);
  return {release: words.length === 2 ? words[0] : undefined, weight: Number(percent.replace("%", ""))};
}
