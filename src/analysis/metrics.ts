import type {Bucket, Counts} from "./counts.ts";
import {type Finding, unknown, type Verdict} from "./finding.ts";
import {amount, percent, time} from "./numbers.ts";
import type {Reading} from "./reading.ts";
import type {AnalysisSettings, LatencyBounds, ShareBounds} from "./settings.ts";
import {isAbove, quantile, slowerThan} from "./statistics.ts";

/** The metrics that djcd knows by itself. */
export type MetricName = "errorShare" | "latencyP95" | "databaseErrors";

type Judge = (candidate: Counts, live: Counts, settings: AnalysisSettings) => Judged;

/** Numbers in words, what they have to be, and whether they are. */
interface Judged extends Omit<Finding, "metric" | "verdict"> {
  readonly fails: boolean;
  readonly passes: boolean;
}

interface Metric {
  readonly title: string;
  /** What is said before there are any numbers. */
  readonly bound: (settings: AnalysisSettings) => string | undefined;
  readonly judge: Judge;
}

/** Each metric that is built in: how it is called, its bounds, and how counts are judged. */
export const METRICS = {
  errorShare: {
    title: "error share",
    bound: ({errorShare}) => errorShare && shareBoundText(errorShare),
    judge: (candidate, live, {errorShare}) => share(candidate, live, ({errors}) => errors, errorShare as ShareBounds),
  },
  latencyP95: {
    title: "latency p95",
    bound: ({latencyP95}) => latencyP95 && latencyBoundText(latencyP95),
    judge: (candidate, live, {latencyP95}) => latency(candidate.buckets, live.buckets, latencyP95 as LatencyBounds),
  },
  databaseErrors: {
    title: "database errors per request",
    bound: ({databaseErrors}) => databaseErrors && shareBoundText(databaseErrors),
    judge: (candidate, live, {databaseErrors}) => {
      const judged = share(candidate, live, totalErrors, databaseErrors as ShareBounds, classes(candidate));
      // Where nobody counts, there are no errors either.
      return candidate.countsDatabase ? judged : {...judged, passes: false, why: NOT_COUNTED};
    },
  },
} as const satisfies Record<MetricName, Metric>;

const NOT_COUNTED = "no statement of the candidate was counted: does ENGINE begin with django_prometheus.db.backends?";

const NAMES = Object.keys(METRICS) as MetricName[];

/** The metrics that these settings ask for, each judged. */
export function judgeMetrics(reading: Reading, settings: AnalysisSettings): Finding[] {
  return NAMES.flatMap((name) => {
    const bound = METRICS[name].bound(settings);
    return bound === undefined ? [] : [judgeMetric(METRICS[name], bound, reading, settings)];
  });
}

/** The metrics of these that the settings ask for. */
export function askedMetrics(settings: AnalysisSettings): MetricName[] {
  return NAMES.filter((name) => METRICS[name].bound(settings) !== undefined);
}

/** What is looked at, by its names. */
export function metricTitles(settings: AnalysisSettings): string[] {
  const builtIn = askedMetrics(settings).map((name) => METRICS[name].title);
  return [...builtIn, ...(settings.restarts ? ["restarts"] : []), ...settings.queries.map(({name}) => name)];
}

function judgeMetric(metric: Metric, bound: string, reading: Reading, settings: AnalysisSettings): Finding {
  if (reading.state === "unread") return unknown(metric.title, bound, reading.why);
  const {fails, passes, ...words} = metric.judge(reading.candidate, reading.live, settings);
  const why = tooFew(reading.candidate, reading.live, settings);
  const verdict = verdictOf(fails, passes && why === undefined);
  const unsure = why ?? words.why ?? "too few to be sure";
  return {metric: metric.title, ...words, verdict, ...(verdict === "not enough data" && {why: unsure})};
}

/** NaN is neither. */
function verdictOf(fails: boolean, passes: boolean): Verdict {
  return fails ? "fail" : passes ? "pass" : "not enough data";
}

/** Bad enough is seen in a few requests; good takes as many as a person wants to see. */
export function tooFew(candidate: Counts, live: Counts, {minRequests}: AnalysisSettings): string | undefined {
  if (!(candidate.requests >= minRequests))
    return `${amount(candidate.requests)} of ${minRequests} requests to the candidate`;
  if (!(live.requests >= minRequests)) return `${amount(live.requests)} of ${minRequests} requests to live`;
  return undefined;
}

function share(
  candidate: Counts,
  live: Counts,
  count: (counts: Counts) => number,
  bounds: ShareBounds,
  note = "",
): Judged {
  const of = (counts: Counts): number => (counts.requests === 0 ? 0 : count(counts) / counts.requests);
  const bound = Math.min(bounds.maxPercent / 100, of(live) + bounds.maxPercentAboveLive / 100);
  // A request may meet more than one error of the database.
  const seen = Math.min(count(candidate), candidate.requests);
  const words = (counts: Counts): string =>
    `${percent(of(counts))} (${amount(count(counts))} of ${amount(counts.requests)})`;
  return {
    candidate: `${words(candidate)}${note}`,
    live: words(live),
    bound: `${percent(bound)}`,
    fails: isAbove(seen, candidate.requests, bound),
    passes: of(candidate) <= bound,
  };
}

function shareBoundText({maxPercent, maxPercentAboveLive}: ShareBounds): string {
  return `${maxPercent} %, ${maxPercentAboveLive} points above live`;
}

function totalErrors({databaseErrors}: Counts): number {
  return Object.values(databaseErrors).reduce((sum, count) => sum + count, 0);
}

function classes({databaseErrors}: Counts): string {
  const each = Object.entries(databaseErrors).map(([name, count]) => `${name} ${amount(count)}`);
  return each.length === 0 ? "" : `: ${each.join(", ")}`;
}

/** Of requests that are as fast as live's, one in twenty takes longer than live's p95. */
const SLOWEST = 0.05;

function latency(candidate: readonly Bucket[], live: readonly Bucket[], bounds: LatencyBounds): Judged {
  const [slow, usual] = [quantile(candidate, 1 - SLOWEST), quantile(live, 1 - SLOWEST)];
  const relative = Math.max(usual * bounds.maxTimesLive, bounds.ignoreBelowSeconds);
  const bound = Math.min(bounds.maxSeconds, relative);
  const all = candidate.at(-1)?.count ?? 0;
  return {
    candidate: time(slow),
    live: time(usual),
    bound: time(bound),
    fails: isAbove(slowerThan(candidate, bound), all, SLOWEST),
    passes: slow <= bound,
  };
}

function latencyBoundText({maxSeconds, maxTimesLive, ignoreBelowSeconds}: LatencyBounds): string {
  const most = Number.isFinite(maxSeconds) ? `${time(maxSeconds)}, ` : "";
  return `${most}${maxTimesLive} times live, from ${time(ignoreBelowSeconds)}`;
}
