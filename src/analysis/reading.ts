import type {Pod} from "../kubernetes/objects.ts";
import type {Sample} from "../prometheus/prometheus.ts";
import {isReady, readySince} from "../ready/pod.ts";
import type {Counts} from "./counts.ts";

/** What was read of a step, or why nothing could be. */
export type Reading =
  | {readonly state: "read"; readonly candidate: Counts; readonly live: Counts; readonly own: readonly OwnSamples[]}
  | {readonly state: "unread"; readonly why: string};

/** What a query of a person's own gave for each slot. */
export interface OwnSamples {
  readonly candidate: readonly Sample[];
  readonly live: readonly Sample[];
}

/** Pods that have to be heard of: one that ends has ended to tell. */
export function serving(pods: readonly Pod[]): string[] {
  return pods.filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp).map(({metadata}) => metadata.name);
}

/** Pods of the candidate that Prometheus has not heard of for so long are not looked at. */
const HEARD_WITHIN_SECONDS = 60;

/** Pods that Prometheus has had the time to hear of: it finds a new one at one of its next looks. */
export function longReady(pods: readonly Pod[], now: number): Pod[] {
  return pods.filter((pod) => now - readySince(pod) >= HEARD_WITHIN_SECONDS);
}

interface Heard {
  readonly pod: string;
  readonly at: number;
}

/** Why the pods' counts are not to be trusted: one of them is silent. Half a version says nothing of the whole. */
export function silence(pods: readonly string[], heard: readonly Heard[], now: number): string | undefined {
  const isFresh = (pod: string): boolean => heard.some((one) => one.pod === pod && now - one.at < HEARD_WITHIN_SECONDS);
  const silent = pods.find((pod) => !isFresh(pod));
  return silent && `Prometheus has heard nothing of pod ${silent} for ${HEARD_WITHIN_SECONDS} s`;
}
