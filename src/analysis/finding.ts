/** What is thought of a metric. Not enough data is never a pass. */
export type Verdict = "pass" | "fail" | "not enough data";

/** One metric of a step, judged, in words: a row of the table that people see. */
export interface Finding {
  readonly metric: string;
  readonly candidate: string;
  readonly live: string;
  readonly bound: string;
  readonly verdict: Verdict;
  /** Why there is not enough data. */
  readonly why?: string;
}

/** A metric that nothing can be said about. */
export function unknown(metric: string, bound: string, why: string): Finding {
  return {metric, candidate: "-", live: "-", bound, verdict: "not enough data", why};
}

/** A metric as one line. */
export function findingText({metric, candidate, live, bound, verdict, why}: Finding): string {
  return `${metric}: candidate ${candidate}, live ${live}, bound ${bound}: ${verdict}${why ? ` (${why})` : ""}`;
}
