import {type CounterSamples, counted, NOTHING_HEARD} from "../analysis/counts.ts";
import {gridOf} from "../analysis/grid.ts";
import {COUNTERS, type CounterName, counterQuery, type Scope} from "../analysis/queries.ts";
import type {Prometheus, Series, Span} from "../prometheus/prometheus.ts";

/** How much each counter has grown from the beginning of a step up to a time; asked again, it reads what is new. */
export type ReadCounters = (begun: number, now: number) => Promise<CounterSamples>;

/** What counted before the step is looked for in so many seconds before it: a scrape may have failed just then. */
const BEFORE_SECONDS = 60;

/** Reads counters all the way, not at its ends: what a pod counted stays when the pod is gone. */
export function countersReader(prometheus: Prometheus, scope: Scope): ReadCounters {
  let tallies = perCounter(() => NOTHING_HEARD);
  let until: number | undefined;
  const add = async (span: Span, begun: number): Promise<void> => {
    const {series, end} = await courses(prometheus, scope, span);
    tallies = perCounter((name) => counted(tallies[name], series[name], begun));
    until = end;
  };
  return async (begun, now) => {
    if (until === undefined) await add({from: begun - BEFORE_SECONDS, to: begun}, begun);
    await add({from: until ?? begun, to: now}, begun);
    return perCounter((name) => [...tallies[name].grown.values()]);
  };
}

async function courses(prometheus: Prometheus, scope: Scope, given: Span) {
  const {span, stepSeconds} = gridOf(given);
  const names = Object.keys(COUNTERS) as CounterName[];
  const read = await Promise.all(names.map((name) => prometheus.range(counterQuery(name, scope), span, stepSeconds)));
  const series: Readonly<Record<CounterName, readonly Series[]>> = perCounter(
    (name) => read[names.indexOf(name)] ?? [],
  );
  return {series, end: span.to};
}

function perCounter<T>(compute: (name: CounterName) => T): Record<CounterName, T> {
  const entries = Object.keys(COUNTERS).map((name) => [name, compute(name as CounterName)]);
  return Object.fromEntries(entries) as Record<CounterName, T>;
}
