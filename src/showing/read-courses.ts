import {RATES} from "../analysis/rates.ts";
import {analysisOf} from "../analysis/settings.ts";
import {scopeOf} from "../apply/read-metrics.ts";
import type {Session} from "../apply/session.ts";
import {proxiesOf} from "../kubernetes/proxies.ts";
import {openPrometheus, PrometheusError, type Series, type Span} from "../prometheus/prometheus.ts";
import {computedValues} from "../release/computed-values.ts";
import type {Entry} from "../release/ledger.ts";
import {perSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {type Course, endOf, type Metrics, type Point} from "../report/story.ts";

/** As fine as a page is wide, and no finer than Prometheus scrapes at best. */
const POINTS = 200;
const FINEST_SECONDS = 2;

/** How both slots did in a rollout, by the Prometheus that the values name; nothing where they ask for no analysis. */
export async function readCourses(
  {api, namespace, context}: Session,
  observation: Observation,
  entries: readonly Entry[],
): Promise<Metrics> {
  const {chart, values} = observation.front;
  const settings = analysisOf(computedValues(chart.values, values));
  if (!settings) return {courses: []};
  const prometheus = openPrometheus(api, namespace, settings.prometheus, proxiesOf(context.env));
  const [span, scope] = [spanOf(entries), scopeOf(observation, settings)];
  const step = Math.max(FINEST_SECONDS, Math.ceil((span.to - span.from) / POINTS));
  try {
    const found = await Promise.all(RATES.map(({query}) => prometheus.range(query(scope), span, step)));
    return {courses: RATES.map(({title, unit}, index) => courseOf(title, unit, found[index] ?? [], span))};
  } catch (error) {
    if (error instanceof PrometheusError) return {courses: [], why: `Prometheus: ${error.message}`};
    throw error;
  }
}

function spanOf(entries: readonly Entry[]): Span {
  const from = Date.parse(entries[0]?.at ?? "") / 1000;
  return {from, to: from + endOf(entries)};
}

function courseOf(title: string, unit: string, found: readonly Series[], {from}: Span): Course {
  const points = (slot: string): readonly Point[] =>
    (found.find(({labels}) => labels.slot === slot)?.points ?? []).map(({at, value}) => ({second: at - from, value}));
  return {title, unit, slots: perSlot(points)};
}
