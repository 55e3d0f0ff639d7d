import {type Report, totals} from "../load/load.ts";
import {HOST, NAMESPACE} from "./names.ts";
import {bold} from "./screen.ts";
import type {Stage} from "./stage.ts";

export const failuresIn = (report: Report): number => totals(report).failed;

/** What the customers saw: by chapter, and how many answers of each version. */
export function summary(report: Report, {url, goodbye}: Stage): string {
  const {requests, failed, slow} = totals(report);
  const {accepted} = report.orders;
  return [
    ...aligned([headings(report), ...report.phases.map((phase) => row(report, phase)), sums(report)]),
    "",
    ...failureLines(report),
    bold(`${requests} requests, ${failed} failed, ${slow} slow; ${accepted} orders placed`),
    "",
    `The shop still runs in namespace ${NAMESPACE}. To see it:`,
    `  curl -H 'Host: ${HOST}' -H 'X-Forwarded-Proto: https' ${url}/`,
    `To take it all away: ${goodbye}`,
  ].join("\n");
}

function headings(report: Report): string[] {
  return ["", "requests", "failed", "slow", ...versionsIn(report)];
}

function row(report: Report, {name, versions}: Report["phases"][number]): string[] {
  const {requests, failed, slow} = totals(report, name);
  return [
    name,
    `${requests}`,
    `${failed}`,
    `${slow}`,
    ...versionsIn(report).map((version) => `${versions[version] ?? ""}`),
  ];
}

function sums(report: Report): string[] {
  const {requests, failed, slow} = totals(report);
  const ofVersion = (version: string): number =>
    report.phases.reduce((sum, {versions}) => sum + (versions[version] ?? 0), 0);
  return [
    "in all",
    `${requests}`,
    `${failed}`,
    `${slow}`,
    ...versionsIn(report).map((version) => `${ofVersion(version)}`),
  ];
}

function versionsIn({versions}: Report): string[] {
  return Object.keys(versions).sort();
}

function failureLines({failures}: Report): string[] {
  const kinds = new Set(failures.map(({phase, reason}) => `  failed with ${reason} during "${phase}"`));
  return kinds.size === 0 ? [] : [...kinds, ""];
}

/** Words to the left, numbers to the right. */
function aligned(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0)));
  const pad = (cell: string, column: number): string =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((cells) => cells.map(pad).join("  "));
}
