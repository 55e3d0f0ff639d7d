import type {Context} from "../context.ts";
import {changesInShort} from "../release/changes.ts";
import type {Rollout} from "../release/history.ts";
import {buildText} from "../release/ran.ts";
import {momentText} from "../release/times.ts";
import {observeNamed} from "../running/observe-named.ts";
import {readRollouts} from "./read-rollouts.ts";

/** Prints the rollouts whose version Helm still stores, or git. */
export async function showHistory(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const rollouts = await readRollouts(await observeNamed(context, args));
  context.stdout.write(args.output === "json" ? `${JSON.stringify(rollouts, null, 2)}\n` : historyText(rollouts));
}

const INDENT = " ".repeat("rollout".length + 2);

const HEAD = ["rollout", "state", "slot", "updated", "chart", "image", "description"];

/** A table, newest first. */
export function historyText(rollouts: readonly Rollout[]): string {
  if (rollouts.length === 0) return "no rollout has been made yet\n";
  const rows = rollouts.map((rollout) => rowOf({...rollout, image: imageText(rollout, rollouts)}));
  const widths = HEAD.map((head, column) => Math.max(head.length, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ");
  const lines = rollouts.flatMap((rollout, index) => [line(rows[index] ?? []), ...originLines(rollout)]);
  return [line(HEAD), ...lines].map((one) => `${one.trimEnd()}\n`).join("");
}

/** What is new, who, from where and why, below the rollout: a URL or a sentence would tear the table apart. */
function originLines({by, run, reason, accepted = [], rejected, changes, inPlace, ended}: Rollout): string[] {
  return [
    ...(changes ? [`${INDENT}${changesInShort(changes)}`] : []),
    ...(by ? [`${INDENT}by ${by}${run ? ` (${run})` : ""}${reason ? `: ${reason}` : ""}`] : []),
    ...(inPlace ? [`${INDENT}${momentText(inPlace.updated)}: ${inPlace.description}`] : []),
    ...(ended?.why ? [`${INDENT}failed: ${ended.why}`] : []),
    ...accepted.map((one) => `${INDENT}accepted by ${one.by}: ${one.what.join(", ")}`),
    ...(rejected ? [`${INDENT}rejected by ${rejected.by}: ${rejected.reason}`] : []),
  ];
}

/** The build beside the name, where others of the list ran another one under it. */
function imageText({image, ran}: Rollout, all: readonly Rollout[]): string {
  const builds = new Set(all.flatMap((one) => (one.ran && one.image === image ? [buildText(one.ran)] : [])));
  return ran && builds.size > 1 ? `${image} (${buildText(ran)})` : image;
}

function rowOf({number, state, slot, revision, commit, updated, chart = "", image, description}: Rollout): string[] {
  const by = commit ? `commit ${commit}` : `revision ${revision}`;
  const where = slot ? `${slot} ${by}` : "";
  return [`#${number}`, state, where, momentText(updated), chart, image, description];
}
