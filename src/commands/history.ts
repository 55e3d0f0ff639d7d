import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import type {Rollout} from "../release/history.ts";
import {withReleaseOptions} from "./options.ts";

/** `djcd history [release]` */
export function historyCommand(context: Context): CommandModule {
  return {
    command: "history [release]",
    describe: "List the rollouts that Helm still stores",
    builder: (yargs) =>
      withReleaseOptions(
        yargs.positional("release", {type: "string", describe: "the release; may be left out where there is one"}),
      ),
    handler: async (args) => {
      const rollouts = await readHistory(context, args);
      context.stdout.write(args.output === "json" ? `${JSON.stringify(rollouts, null, 2)}\n` : historyText(rollouts));
    },
  };
}

async function readHistory(context: Context, args: Readonly<Record<string, unknown>>): Promise<Rollout[]> {
  const [{openSession, releaseNamed}, {observe}, {refuseForeign}, {readRevision}, {rolloutsOf}, {imageOf}] =
    await Promise.all([
      import("./open-session.ts"),
      import("../release/observe.ts"),
      import("../release/phase.ts"),
      import("../cluster/release-store.ts"),
      import("../release/history.ts"),
      import("../release/computed-values.ts"),
    ]);
  const session = await openSession(context, {output: args.output as string});
  const release = await releaseNamed(session, args.release as string | undefined);
  const observation = await observe(session.api, session.namespace, release);
  refuseForeign(observation);
  const ofSlots = observation.revisions.filter((label) => label.release !== release);
  const stored = await Promise.all(ofSlots.map((label) => readRevision(session.api, session.namespace, label)));
  const kept = stored.filter((one) => one !== undefined);
  return rolloutsOf(observation, kept, ({chart, values}) => imageOf(chart.values, values));
}

/** A table, newest first. */
export function historyText(rollouts: readonly Rollout[]): string {
  if (rollouts.length === 0) return "no rollout has been made yet\n";
  const rows = rollouts.map(({number, state, slot, revision, updated, chart, image, description}) => [
    `#${number}`,
    state,
    `${slot} revision ${revision}`,
    updated.slice(0, 19).replace("T", " "),
    chart,
    image,
    description,
  ]);
  const all = [["rollout", "state", "slot", "updated", "chart", "image", "description"], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}
