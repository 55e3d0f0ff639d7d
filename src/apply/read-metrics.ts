import {countsOf, type SlotOf} from "../analysis/counts.ts";
import {askedMetrics} from "../analysis/metrics.ts";
import {filled, lastHeardQuery, type Scope, slotOfPod} from "../analysis/queries.ts";
import {longReady, type OwnSamples, type Reading, serving, silence} from "../analysis/reading.ts";
import {asksPrometheus} from "../analysis/refusals.ts";
import type {AnalysisSettings} from "../analysis/settings.ts";
import {proxiesOf} from "../kubernetes/proxies.ts";
import {openPrometheus, type Prometheus, PrometheusError} from "../prometheus/prometheus.ts";
import {otherSlot, perSlot, type Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {countersReader, type ReadCounters} from "./read-counters.ts";
import type {Session} from "./session.ts";

/** The series of a release. */
export function scopeOf({release, namespace, slots}: Observation, settings: AnalysisSettings): Scope {
  const {labels, ignoreViews, prefix} = settings;
  const workloads = perSlot((slot) => slots[slot].workloads.map(({metadata}) => metadata.name));
  return {namespace, release, workloads, labels, ignoreViews, prefix};
}

/** What is measured: the pods of both slots, and since when. */
export interface Subject {
  readonly scope: Scope;
  readonly candidate: Slot;
  readonly since: Date;
}

/** Reads all metrics; the names are those of the candidate's pods that have to be heard of. */
export type ReadMetrics = (pods: readonly string[]) => Promise<Reading>;

/** Reads what settings ask for from their Prometheus. Whatever goes wrong there is a reading too: nothing was read. */
export function metricsReader(
  {api, namespace, context}: Session,
  settings: AnalysisSettings,
  subject: Subject,
): ReadMetrics {
  const prometheus = openPrometheus(api, namespace, settings.prometheus, proxiesOf(context.env));
  const counters = countersReader(prometheus, subject.scope);
  let begun: Promise<number> | undefined;
  return async (pods) => {
    if (!asksPrometheus(settings)) return {state: "unread", why: "nothing is asked"};
    try {
      const now = await timeOf(prometheus);
      begun ??= Promise.resolve(now - (context.clock.now().getTime() - subject.since.getTime()) / 1000);
      return await read({prometheus, counters}, settings, subject, {begun: await begun, now, pods});
    } catch (error) {
      if (error instanceof PrometheusError) return {state: "unread", why: `Prometheus: ${error.message}`};
      throw error;
    }
  };
}

/** Why nothing could be measured of live now, in words; nothing where it can. */
export async function missingMetrics(
  {api, namespace, context}: Session,
  observation: Observation,
  settings: AnalysisSettings,
): Promise<string | undefined> {
  if (!asksPrometheus(settings)) return undefined;
  const prometheus = openPrometheus(api, namespace, settings.prometheus, proxiesOf(context.env));
  const {pods} = observation.slots[recordOf(observation).live];
  try {
    const now = await timeOf(prometheus);
    return await silenceNow(prometheus, settings, scopeOf(observation, settings), serving(longReady(pods, now)), now);
  } catch (error) {
    if (error instanceof PrometheusError) return `Prometheus: ${error.message}`;
    throw error;
  }
}

/** Clocks differ: what counts is that of Prometheus. */
async function timeOf(prometheus: Prometheus): Promise<number> {
  const [sample] = await prometheus.query("time()");
  if (!sample) throw new PrometheusError("it does not know the time");
  return sample.value;
}

interface Moment {
  readonly begun: number;
  readonly now: number;
  readonly pods: readonly string[];
}

interface Sources {
  readonly prometheus: Prometheus;
  readonly counters: ReadCounters;
}

async function read(
  {prometheus, counters}: Sources,
  settings: AnalysisSettings,
  {scope, candidate}: Subject,
  {begun, now, pods}: Moment,
): Promise<Reading> {
  const slotOf: SlotOf = ({labels}) => slotOfPod(scope, labels[scope.labels.pod]);
  const [silent, grown, own] = await Promise.all([
    silenceNow(prometheus, settings, scope, pods, now),
    counters(begun, now),
    Promise.all(settings.queries.map(({query}) => ownSamples(prometheus, query, scope, candidate, {begun, now, pods}))),
  ]);
  if (silent) return {state: "unread", why: silent};
  const counts = (slot: Slot) => countsOf(slot, slotOf, grown);
  return {state: "read", candidate: counts(candidate), live: counts(otherSlot(candidate)), own};
}

/** Why the counts of these pods are not to be trusted; nothing where none are asked for. */
async function silenceNow(
  prometheus: Prometheus,
  settings: AnalysisSettings,
  scope: Scope,
  pods: readonly string[],
  now: number,
): Promise<string | undefined> {
  if (askedMetrics(settings).length === 0) return undefined;
  const heard = await prometheus.query(lastHeardQuery(scope), now);
  const each = heard.map(({labels, value}) => ({pod: labels[scope.labels.pod] ?? "", at: value}));
  return silence(pods, each, now);
}

async function ownSamples(
  prometheus: Prometheus,
  query: string,
  scope: Scope,
  candidate: Slot,
  {begun, now}: Moment,
): Promise<OwnSamples> {
  const ask = (slot: Slot) => prometheus.query(filled(query, scope, slot, now - begun), now);
  const [ofCandidate, ofLive] = await Promise.all([ask(candidate), ask(otherSlot(candidate))]);
  return {candidate: ofCandidate, live: ofLive};
}
