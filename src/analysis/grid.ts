import type {Span} from "../prometheus/prometheus.ts";

/** Points of a course: each scrape is seen that is the usual 15 or 30 seconds from the next, and a pod that lived that long. */
const EVERY_MILLISECONDS = 5000;

/** A step of days is read in so many points. */
const MOST = 240;

/** A time in points of equal distance, the first and the last included. */
export interface Grid {
  readonly span: Span;
  readonly stepSeconds: number;
}

/** Divides a time, whole milliseconds for Prometheus; where that leaves a rest, the end comes a moment earlier. */
export function gridOf({from, to}: Span): Grid {
  const length = Math.max(1, Math.floor((to - from) * 1000));
  const parts = Math.min(MOST, Math.ceil(length / EVERY_MILLISECONDS));
  const step = Math.max(1, Math.floor(length / parts));
  const begin = Math.round(from * 1000);
  return {span: {from: begin / 1000, to: (begin + parts * step) / 1000}, stepSeconds: step / 1000};
}
