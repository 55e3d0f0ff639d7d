import type {Kind} from "./outcome.ts";

/** What a load saw; plain data, so that it goes from process to process and into files. */
export interface Report {
  startedAt: number;
  endedAt: number;
  phases: PhaseReport[];
  /** The first thousand, in order; the counts of the phases are complete. */
  failures: Failure[];
  /** Last sign of life of each version. */
  versions: Record<string, Seen>;
  /** Last sign of life of each slot. */
  slots: Record<string, Seen>;
  orders: Orders;
  /** Requests that have no answer yet; 0 after `stop`. */
  inFlight: number;
}

export interface PhaseReport {
  name: string;
  seconds: number;
  /** Only kinds of which an answer came in this phase. */
  kinds: Partial<Record<Kind, KindReport>>;
  versions: Record<string, number>;
  slots: Record<string, number>;
}

/** Latencies are milliseconds, of requests that were answered well. */
export interface KindReport {
  ok: number;
  failed: number;
  slow: number;
  p50: number;
  p99: number;
  max: number;
}

export interface Failure {
  kind: Kind;
  /** Milliseconds since 1970, when it ended. */
  at: number;
  phase: string;
  /** An error code (`ECONNRESET`, `ECONNREFUSED`), `cut short`, or `status 503`. */
  reason: string;
  afterMilliseconds: number;
  /** The connection had carried a request before. */
  reused: boolean;
  version?: string;
  slot?: string;
}

/** Milliseconds since 1970 of the newest answer, and of the newest request that was answered. */
export interface Seen {
  answeredAt: number;
  sentAt: number;
}

export interface Orders {
  /** All of them carry this address in the database. */
  email: string;
  /** Answered with the redirect to the stored order. */
  accepted: number;
  /** Sent, and answered otherwise or not at all: may be stored or not. */
  uncertain: number;
}

/** When the last answer of a slot (`blue`) or a version (`v1`) came. */
export function lastSeen(report: Report, slotOrVersion: string): Seen | undefined {
  return report.slots[slotOrVersion] ?? report.versions[slotOrVersion];
}

/** Requests, failed and slow ones, in all phases or in the one named. */
export function totals(report: Report, phase?: string): {requests: number; failed: number; slow: number} {
  const kinds = report.phases
    .filter(({name}) => phase === undefined || name === phase)
    .flatMap((each) => Object.values(each.kinds));
  const sum = (count: (kind: KindReport) => number) => kinds.reduce((total, kind) => total + count(kind), 0);
  return {requests: sum((k) => k.ok + k.failed + k.slow), failed: sum((k) => k.failed), slow: sum((k) => k.slow)};
}
