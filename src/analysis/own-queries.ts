import type {Sample} from "../prometheus/prometheus.ts";
import {type Finding, unknown, type Verdict} from "./finding.ts";
import {askedMetrics, tooFew} from "./metrics.ts";
import {amount} from "./numbers.ts";
import type {OwnSamples, Reading} from "./reading.ts";
import type {AnalysisSettings, OwnQuery} from "./settings.ts";

/** The queries of a person's own, each judged: where requests are counted, not before there are as many as they want to see. */
export function judgeQueries(reading: Reading, settings: AnalysisSettings): Finding[] {
  return settings.queries.map((query, index) => {
    if (reading.state === "unread") return unknown(query.name, boundText(query), reading.why);
    const few = askedMetrics(settings).length > 0 ? tooFew(reading.candidate, reading.live, settings) : undefined;
    if (few) return unknown(query.name, boundText(query), few);
    return judgeQuery(query, reading.own[index] ?? {candidate: [], live: []});
  });
}

function judgeQuery(query: OwnQuery, {candidate, live}: OwnSamples): Finding {
  const comparesLive = query.maxTimesLive !== undefined || query.minTimesLive !== undefined;
  const trouble = troubleOf(candidate, "the candidate") ?? (comparesLive ? troubleOf(live, "live") : undefined);
  if (trouble) return unknown(query.name, boundText(query), trouble);
  const [seen, usual] = [candidate[0]?.value ?? Number.NaN, live[0]?.value ?? Number.NaN];
  const words = {candidate: amount(seen), live: amount(usual), bound: boundText(query)};
  return {metric: query.name, ...words, verdict: verdictOf(query, seen, usual)};
}

function troubleOf(samples: readonly Sample[], whose: string): string | undefined {
  if (samples.length !== 1) return `${samples.length} series for ${whose}, and one number is needed`;
  return Number.isFinite(samples[0]?.value) ? undefined : `${samples[0]?.value} for ${whose}`;
}

function verdictOf({max, min, maxTimesLive, minTimesLive}: OwnQuery, seen: number, live: number): Verdict {
  const isWithin =
    (max === undefined || seen <= max) &&
    (min === undefined || seen >= min) &&
    (maxTimesLive === undefined || seen <= live * maxTimesLive) &&
    (minTimesLive === undefined || seen >= live * minTimesLive);
  return isWithin ? "pass" : "fail";
}

function boundText({max, min, maxTimesLive, minTimesLive}: OwnQuery): string {
  const parts = [
    max === undefined ? [] : [`at most ${max}`],
    min === undefined ? [] : [`at least ${min}`],
    maxTimesLive === undefined ? [] : [`at most ${maxTimesLive} times live`],
    minTimesLive === undefined ? [] : [`at least ${minTimesLive} times live`],
  ];
  return parts.flat().join(", ");
}
