import type {Look} from "../analysis/decision.ts";
import {unknown} from "../analysis/finding.ts";
import {judgeMetrics} from "../analysis/metrics.ts";
import {judgeQueries} from "../analysis/own-queries.ts";
import {eventTrip, judgeRestarts, podTrip, type RestartsBefore, restartsOf} from "../analysis/pod-troubles.ts";
import {type Reading, serving} from "../analysis/reading.ts";
import {schemaTrip} from "../analysis/schema-errors.ts";
import type {AnalysisSettings} from "../analysis/settings.ts";
import {DjcdError} from "../errors.ts";
import {ApiError, orHidden} from "../kubernetes/api.ts";
import type {KubeEvent, KubeList} from "../kubernetes/objects.ts";
import {collectionPath} from "../kubernetes/paths.ts";
import {observeSlot} from "../observe/observe-part.ts";
import type {Slot} from "../release/names.ts";
import type {Observation, SlotObservation} from "../release/observation.ts";
import {metricsReader, scopeOf} from "./read-metrics.ts";
import type {Session} from "./session.ts";

/** Looks at a candidate as often as it is asked to. */
export type Watch = () => Promise<Look>;

/** Begins to watch a candidate: what happened before this moment is not its step's. Without settings only its pods are watched. */
export function watchCandidate(
  session: Session,
  observation: Observation,
  candidate: Slot,
  settings: AnalysisSettings | undefined,
  since: Date,
): Watch {
  const {api, namespace} = session;
  const slot = observation.slots[candidate];
  const before = restartsOf(slot.pods);
  const read = settings && metricsReader(session, settings, {scope: scopeOf(observation, settings), candidate, since});
  return seen(async () => {
    const now = await observeSlot(api, namespace, observation.release, slot);
    const ready = serving(now.pods);
    const [events, reading] = await Promise.all([warnings(session), read?.(ready)]);
    return lookOf({now, before, events, since}, reading, settings);
  });
}

/** A connection that is lost for a moment heals, and until then nothing is known: that is no reason to end a rollout. */
function seen(watch: Watch): Watch {
  return () => watch().catch((error) => ({trips: [], findings: [unknown("the cluster", "seen", lostWords(error))]}));
}

function lostWords(error: unknown): string {
  if (error instanceof DjcdError || error instanceof ApiError) return error.message;
  throw error;
}

/** What the cluster says of the candidate. */
interface Seen {
  readonly now: SlotObservation;
  readonly before: RestartsBefore;
  readonly events: readonly KubeEvent[];
  readonly since: Date;
}

function lookOf({now, before, events, since}: Seen, reading: Reading | undefined, settings?: AnalysisSettings): Look {
  const names = now.workloads.map(({metadata}) => metadata.name);
  const trips = [podTrip(now.pods, before), reading && schemaTrip(reading), eventTrip(events, names, since)];
  const restarts = settings?.restarts ? [judgeRestarts(now.pods, before, settings.restarts)] : [];
  const measured = settings && reading ? [...judgeMetrics(reading, settings), ...judgeQueries(reading, settings)] : [];
  return {trips: trips.filter((trip) => trip !== undefined), findings: [...measured, ...restarts]};
}

async function warnings({api, namespace}: Session): Promise<readonly KubeEvent[]> {
  const path = `${collectionPath("Event", namespace)}?fieldSelector=${encodeURIComponent("type=Warning")}`;
  return (await orHidden(api.get<KubeList<KubeEvent>>(path)))?.items ?? [];
}
