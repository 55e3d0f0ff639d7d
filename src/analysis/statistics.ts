import type {Bucket} from "./counts.ts";

/** How seldom a share that is within its bound is taken for too high, once: one look in a thousand. */
const FALSE_ALARMS = 0.001;

/**
 * Whether so many of so many say that the true share is above the bound, and not chance: Chernoff's limit of the
 * binomial distribution. Where nothing is allowed, one is enough.
 */
export function isAbove(count: number, of: number, bound: number): boolean {
  if (of === 0 || count / of <= bound) return false;
  return of * divergence(count / of, bound) > -Math.log(FALSE_ALARMS);
}

/** Of Kullback and Leibler, between two shares. */
function divergence(seen: number, bound: number): number {
  const part = (p: number, q: number): number => (p === 0 ? 0 : p * Math.log(p / q));
  return part(seen, bound) + part(1 - seen, 1 - bound);
}

/** Requests that took longer than this; within a bucket they are thought to be spread evenly. */
export function slowerThan(buckets: readonly Bucket[], limit: number): number {
  return total(buckets) - fasterThan(buckets, limit);
}

function fasterThan(buckets: readonly Bucket[], limit: number): number {
  const index = buckets.findIndex(({le}) => le >= limit);
  const upper = buckets[index];
  if (!upper) return total(buckets);
  const lower = buckets[index - 1] ?? {le: 0, count: 0};
  if (upper.le === Number.POSITIVE_INFINITY) return lower.count;
  return lower.count + ((upper.count - lower.count) * (limit - lower.le)) / (upper.le - lower.le);
}

/** The time within which this share of requests was answered, as Prometheus computes it; NaN where there were none. */
export function quantile(buckets: readonly Bucket[], share: number): number {
  const rank = total(buckets) * share;
  const index = buckets.findIndex(({count}) => count >= rank);
  const upper = buckets[index];
  if (!upper || total(buckets) === 0) return Number.NaN;
  const lower = buckets[index - 1] ?? {le: 0, count: 0};
  if (upper.le === Number.POSITIVE_INFINITY) return lower.le;
  return lower.le + ((upper.le - lower.le) * (rank - lower.count)) / (upper.count - lower.count || 1);
}

function total(buckets: readonly Bucket[]): number {
  return buckets.at(-1)?.count ?? 0;
}
