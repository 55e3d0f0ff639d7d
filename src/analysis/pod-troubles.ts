import type {ContainerStatus, KubeEvent, Pod} from "../kubernetes/objects.ts";
import {podReadiness, restarts} from "../ready/pod.ts";
import type {Finding} from "./finding.ts";
import type {RestartBounds} from "./settings.ts";

/** How often the containers of each pod had been restarted when the step began. */
export type RestartsBefore = Readonly<Record<string, number>>;

/** Takes down how often pods had been restarted. */
export function restartsOf(pods: readonly Pod[]): RestartsBefore {
  return Object.fromEntries(pods.map((pod) => [pod.metadata.name, restarts(pod)]));
}

/** What no waiting heals in a pod of the candidate: a crash loop, an image that is not there, a limit of memory. */
export function podTrip(pods: readonly Pod[], before: RestartsBefore): string | undefined {
  return pods.map((pod) => hopeless(pod) ?? outOfMemory(pod, before)).find((trip) => trip !== undefined);
}

function hopeless(pod: Pod): string | undefined {
  const readiness = podReadiness(pod);
  return readiness.state === "failed" ? readiness.reason : undefined;
}

function outOfMemory(pod: Pod, before: RestartsBefore): string | undefined {
  const {name} = pod.metadata;
  const killed = pod.status?.containerStatuses?.find(wasOutOfMemory);
  const isNew = killed?.state?.terminated !== undefined || restarts(pod) > (before[name] ?? 0);
  return killed && isNew ? `pod ${name}, container ${killed.name}: OOMKilled, its memory limit is reached` : undefined;
}

function wasOutOfMemory({state, lastState}: ContainerStatus): boolean {
  return [state, lastState].some((one) => one?.terminated?.reason === "OOMKilled");
}

/** Restarts of the candidate's containers since the step began. */
export function judgeRestarts(pods: readonly Pod[], before: RestartsBefore, {max}: RestartBounds): Finding {
  const since = pods.reduce((sum, pod) => sum + restarts(pod) - (before[pod.metadata.name] ?? 0), 0);
  const verdict = since > max ? "fail" : "pass";
  return {metric: "restarts", candidate: `${since}`, live: "-", bound: `at most ${max}`, verdict};
}

/** Pods that are wanted and do not answer: what they would have counted is not known, so that it is no pass. */
export function missingPods(ready: number, wanted: number): Finding[] {
  if (ready >= wanted) return [];
  const words = {candidate: `${ready}`, live: "-", bound: `${wanted}`};
  const why = `${ready} of ${wanted} pods of the candidate are ready`;
  return [{metric: "ready pods", ...words, verdict: "not enough data", why}];
}

/** Warnings that say nothing of a version, or that Kubernetes mends by itself; what becomes of them is seen elsewhere. */
const HARMLESS = new Set([
  // A probe has thresholds of its own: past those the pod is restarted, or not ready.
  "Unhealthy",
  "ProbeWarning",
  "FailedScheduling",
  "NodeNotReady",
  "DNSConfigForming",
  "FailedToUpdateEndpoint",
  "FailedToUpdateEndpointSlices",
  // An autoscaler that has no metrics yet.
  "FailedGetResourceMetric",
  "FailedComputeMetricsReplicas",
  "FailedGetScale",
]);

/** The first Warning about an object of the candidate since the step began. */
export function eventTrip(events: readonly KubeEvent[], workloads: readonly string[], since: Date): string | undefined {
  const isOf = ({involvedObject: {name = ""}}: KubeEvent): boolean =>
    workloads.some((workload) => name === workload || name.startsWith(`${workload}-`));
  const found = events.find(
    (event) =>
      event.type === "Warning" &&
      !HARMLESS.has(event.reason ?? "") &&
      isOf(event) &&
      lastSeen(event) >= since.getTime(),
  );
  if (!found) return undefined;
  const {involvedObject, reason, message} = found;
  return `${involvedObject.kind} ${involvedObject.name}: ${reason}: ${message}`;
}

function lastSeen({lastTimestamp, eventTime, series}: KubeEvent): number {
  return new Date(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? 0).getTime();
}
