import type {Look} from "../analysis/decision.ts";
import {type Finding, unknown} from "../analysis/finding.ts";
import {judgeMetrics} from "../analysis/metrics.ts";
import {judgeQueries} from "../analysis/own-queries.ts";
import {
  eventTrip,
  judgeRestarts,
  missingPods,
  podTrip,
  type RestartsBefore,
  restartsOf,
} from "../analysis/pod-troubles.ts";
import {type Reading, serving} from "../analysis/reading.ts";
import {schemaTrip} from "../analysis/schema-errors.ts";
import type {AnalysisSettings} from "../analysis/settings.ts";
import {judgeSmoke, type SmokeCheck, type SmokeTally, smokeTrip} from "../analysis/smoke.ts";
import {DjcdError} from "../errors.ts";
import {ApiError, orHidden} from "../kubernetes/api-error.ts";
import type {KubeEvent, KubeList} from "../kubernetes/objects.ts";
import {collectionPath} from "../kubernetes/paths.ts";
import {observeSlot} from "../observe/observe-part.ts";
import type {Slot} from "../release/names.ts";
import {type Observation, type SlotObservation, wantedPods} from "../release/observation.ts";
import {metricsReader, scopeOf} from "./read-metrics.ts";
import type {Session} from "./session.ts";
import {smokeAgain} from "./smoke-again.ts";

/** Looks at a candidate as often as it is asked to. */
export type Watch = () => Promise<Look>;

/** What is watched of a candidate, and since when: what happened before that is not its step's. */
export interface Watched {
  readonly since: Date;
  /** Without settings only its pods are watched. */
  readonly settings?: AnalysisSettings | undefined;
  /** What it is asked at each look. */
  readonly checks?: readonly SmokeCheck[] | undefined;
  /** How often its pods had been restarted then: as often as now, unless somebody knows better. */
  readonly before?: RestartsBefore;
}

/** Begins to watch a candidate. */
export function watchCandidate(
  session: Session,
  observation: Observation,
  candidate: Slot,
  {since, settings, checks = [], before = restartsOf(observation.slots[candidate].pods)}: Watched,
): Watch {
  const {api, namespace} = session;
  const slot = observation.slots[candidate];
  const ask = smokeAgain(session, observation.route, candidate, checks);
  const read = settings && metricsReader(session, settings, {scope: scopeOf(observation, settings), candidate, since});
  return seen(async () => {
    const now = await observeSlot(api, namespace, observation.release, slot);
    const ready = serving(now.pods);
    const [events, reading, smoke] = await Promise.all([warnings(session), read?.(ready), ask?.()]);
    return lookOf({now, before, events, since, smoke}, reading, settings);
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
  readonly smoke: SmokeTally | undefined;
}

function lookOf(seen: Seen, reading: Reading | undefined, settings?: AnalysisSettings): Look {
  const {now, before, events, since, smoke} = seen;
  const names = now.workloads.map(({metadata}) => metadata.name);
  const trips = [
    podTrip(now.pods, before),
    reading && schemaTrip(reading),
    eventTrip(events, names, since),
    smoke && smokeTrip(smoke),
  ];
  const findings = [...(settings ? measured(seen, reading, settings) : []), ...(smoke ? [judgeSmoke(smoke)] : [])];
  return {trips: trips.filter((trip) => trip !== undefined), findings};
}

function measured({now, before}: Seen, reading: Reading | undefined, settings: AnalysisSettings): Finding[] {
  const counts = reading ? [...judgeMetrics(reading, settings), ...judgeQueries(reading, settings)] : [];
  const restarts = settings.restarts ? [judgeRestarts(now.pods, before, settings.restarts)] : [];
  return [...counts, ...restarts, ...missingPods(serving(now.pods).length, wantedPods(now))];
}

async function warnings({api, namespace}: Session): Promise<readonly KubeEvent[]> {
  const path = `${collectionPath("Event", namespace)}?fieldSelector=${encodeURIComponent("type=Warning")}`;
  return (await orHidden(api.get<KubeList<KubeEvent>>(path)))?.items ?? [];
}
