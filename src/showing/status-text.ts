import {type Finding, findingText} from "../analysis/finding.ts";
import type {Status} from "../observe/status.ts";
import type {LastStep} from "../release/last-steps.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import {clockText} from "../release/times.ts";
import {type Work, workPlace, workTitle} from "../release/work.ts";
import {nextText} from "../running/plan-text.ts";

const BAR = 20;

/** A status, what was done last, and what was measured since. */
export type ShownStatus = Status & {
  readonly steps: readonly LastStep[];
  /** How the candidate does, metric by metric. */
  readonly metrics: readonly Finding[];
};

/** A release as a tree. */
export function statusText(status: ShownStatus): string {
  const {release, namespace, phase, router, strategy, hosts, steps, metrics, notes, next} = status;
  const lines = [
    `${release}  ${phase}${rolloutOf(status)}  (namespace ${namespace}, router ${router}, strategy ${strategy})`,
    ...(hosts.length > 0 ? [`├─ hosts    ${hosts.join(", ")}`] : []),
    `├─ traffic  ${bar(status)}`,
    ...SLOTS.flatMap((slot) => slotLines(status, slot)),
    ...workLines(status),
    ...metricLines(metrics),
    ...stepLines(steps),
    ...notes.map((note) => `! ${indented(note, "  ")}`),
  ];
  return `${lines.join("\n")}\n${nextText(next)}`;
}

/** The rollout that the phase is about: the one that is out, or the one that is live. */
function rolloutOf({phase, number, slots}: Status): string {
  const live = SLOTS.map((slot) => slots[slot]).find(({role}) => role === "live")?.number;
  return phase === "unmanaged" ? "" : ` #${phase === "stable" ? live : number}`;
}

function bar({weights}: Status): string {
  const blue = Math.round((weights.blue * BAR) / 100);
  return `blue ${weights.blue} % ${"█".repeat(blue)}${"░".repeat(BAR - blue)} green ${weights.green} %`;
}

function slotLines({slots, weights}: Status, slot: Slot): string[] {
  const {role, number, image, chart, ready, wanted, restarts, endpoints} = slots[slot];
  const head = `├─ ${slot.padEnd(8)} ${role}${number === undefined ? "" : `, #${number}`}, ${weights[slot]} %`;
  if (!image) return [`${head}, never filled`];
  return [
    head,
    `│  ├─ image  ${image}${chart ? `, chart ${chart}` : ""}`,
    `│  └─ pods   ${ready}/${wanted} ready, ${endpoints} endpoints, ${restarts} restarts`,
  ];
}

/** What is done now, or who holds it where it is. */
function workLines({work, held}: ShownStatus): string[] {
  if (held) return [`├─ held     by ${held.by}${held.reason ? `: ${held.reason}` : ""}`];
  if (!work) return [];
  const place = workPlace(work);
  return [
    `├─ at work  ${workTitle(work)}, since ${clockText(work.since)}`,
    ...(place ? [`│  └─ ${place}${waitText(work)}`] : []),
  ];
}

function waitText({waits, until, next}: Work): string {
  const share = next === undefined ? "" : `, then ${next} %`;
  if (until) return `; until ${clockText(until)}${share}`;
  return waits ? `; waits: ${waits}` : share;
}

function metricLines(metrics: readonly Finding[]): string[] {
  if (metrics.length === 0) return [];
  const lines = metrics.map(
    (finding, index) => `│  ${index < metrics.length - 1 ? "├" : "└"}─ ${findingText(finding)}`,
  );
  return ["├─ metrics of this step", ...lines];
}

function stepLines(steps: readonly LastStep[]): string[] {
  return ["└─ last steps", ...steps.map(({at, did}) => `   ${clockText(at)}  ${indented(did, " ".repeat(13))}`)];
}

/** A text of several lines, such as an error of Helm, in the place of one. */
function indented(text: string, by: string): string {
  return text.trimEnd().replaceAll("\n", `\n${by}`);
}
