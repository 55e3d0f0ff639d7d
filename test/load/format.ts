import type {Kind} from "./outcome.ts";
import type {Failure, KindReport, PhaseReport, Report} from "./report.ts";
import {totals} from "./report.ts";

const FAILURES_SHOWN = 12;
const HEADINGS = ["phase", "kind", "ok", "failed", "slow", "p50 ms", "p99 ms", "max ms"];
const TEXT_COLUMNS = 2;

/** A compact table: a line for each kind in each phase, who answered, the first failures, the sums. */
export function formatReport(report: Report): string {
  return [
    ...aligned([HEADINGS, ...report.phases.flatMap(rowsOf)]),
    "",
    ...report.phases.map(answeredLine),
    ...failureLines(report.failures),
    sumLine(report),
  ].join("\n");
}

function rowsOf({name, seconds, kinds}: PhaseReport): string[][] {
  const title = `${name} (${seconds.toFixed(1)} s)`;
  const rows = Object.entries(kinds).map(([kind, counts]) => rowOf(kind as Kind, counts));
  return rows.length === 0 ? [[title, "none"]] : rows.map((row, index) => [index === 0 ? title : "", ...row]);
}

function rowOf(kind: Kind, {ok, failed, slow, p50, p99, max}: KindReport): string[] {
  return [kind, ...[ok, failed, slow, p50, p99, max].map(String)];
}

function aligned(rows: string[][]): string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => padded(cell, column, widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}

function padded(cell: string, column: number, width: number): string {
  return column < TEXT_COLUMNS ? cell.padEnd(width) : cell.padStart(width);
}

function answeredLine({name, versions, slots}: PhaseReport): string {
  return `${name}: answers by version ${listed(versions)}; by slot ${listed(slots)}`;
}

function listed(counts: Record<string, number>): string {
  const entries = Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b));
  return entries.map(([who, count]) => `${who} ${count}`).join(", ") || "none";
}

function failureLines(failures: Failure[]): string[] {
  const lines = failures.slice(0, FAILURES_SHOWN).map(failureLine);
  const more = failures.length - lines.length;
  return more > 0 ? [...lines, `  and ${more} more failures`] : lines;
}

function failureLine({kind, at, phase, reason, afterMilliseconds, reused, version, slot}: Failure): string {
  const who = [version, slot].filter(Boolean).join(" ");
  const connection = reused ? ", on a connection used before" : "";
  const time = new Date(at).toISOString().slice(11, 23);
  return `  ${time} ${phase}: ${kind} failed: ${reason} after ${afterMilliseconds} ms${connection}${who && ` (${who})`}`;
}

function sumLine(report: Report): string {
  const {requests, failed, slow} = totals(report);
  const {accepted, uncertain} = report.orders;
  const orders = `${accepted} orders accepted${uncertain > 0 ? `, ${uncertain} uncertain` : ""}`;
  return `${requests} requests, ${failed} failed, ${slow} slow; ${orders}`;
}
