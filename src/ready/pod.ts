import type {ContainerState, ContainerStatus, Pod} from "../kubernetes/objects.ts";
import {failed, READY, type Readiness, waiting} from "./readiness.ts";

/** Reasons of a waiting container that no waiting heals. */
const HOPELESS = new Set([
  "ImagePullBackOff",
  "ErrImagePull",
  "ErrImageNeverPull",
  "InvalidImageName",
  "CrashLoopBackOff",
  "CreateContainerConfigError",
  "CreateContainerError",
  "RunContainerError",
]);

/** What the pod waits for; failed where it cannot heal: image not found, crash loop, bad configuration. */
export function podReadiness(pod: Pod): Readiness {
  const {name} = pod.metadata;
  const containers = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const hopeless = containers.find(isHopeless);
  if (hopeless) return failed(`pod ${name}, container ${hopeless.name}: ${stateText(hopeless)}`);
  if (isReady(pod)) return READY;
  const again = pod.status?.containerStatuses?.find(endsAgain);
  if (again)
    return failed(`pod ${name}, container ${again.name}: its start ended ${ends(again)} times${lastEnd(again)}`);
  const place = placeReadiness(pod);
  return place.state === "ready" ? waiting(`pod ${name} ${podStage(pod)}`) : place;
}

/** Whether the pod has a node. Not hopeless where it has none: an autoscaler may be making one, or a pod be on its way out. */
export function placeReadiness(pod: Pod): Readiness {
  const without = condition(pod, "PodScheduled", "False");
  if (!without) return READY;
  return waiting(`pod ${pod.metadata.name} cannot be scheduled: ${without.message ?? without.reason}`);
}

function isHopeless({state}: ContainerStatus): boolean {
  return HOPELESS.has(state?.waiting?.reason ?? "");
}

/** A start that ended twice ends a third time; Kubernetes calls it a crash loop only while it backs off. */
function endsAgain(status: ContainerStatus): boolean {
  return !status.ready && status.started === false && ends(status) >= 2;
}

function ends({restartCount, state}: ContainerStatus): number {
  return restartCount + (state?.terminated ? 1 : 0);
}

function stateText(status: ContainerStatus): string {
  const {reason, message} = status.state?.waiting ?? {};
  const end = lastEnd(status);
  return `${reason ?? "unknown"}${message && !end ? `: ${message}` : ""}${end}`;
}

function lastEnd({state, lastState}: ContainerStatus): string {
  const last = state?.terminated ?? lastState?.terminated;
  return last ? ` (last end: ${endText(last)})` : "";
}

/** How a container ended, with what it, or the kubelet, left as the reason. */
export function endText({reason, exitCode, message}: NonNullable<ContainerState["terminated"]>): string {
  const said = message?.split(/\s+/).join(" ").trim();
  return `${reason ?? "exit"}, code ${exitCode}${said ? `: ${said}` : ""}`;
}

function condition(pod: Pod, type: string, status: string) {
  return pod.status?.conditions?.find((found) => found.type === type && found.status === status);
}

function podStage(pod: Pod): string {
  const init = pod.status?.initContainerStatuses?.find(({state}) => state?.terminated === undefined);
  if (init) return `is in its init container ${init.name}`;
  const starting = pod.status?.containerStatuses?.find(({ready}) => !ready);
  return starting ? `is not ready: container ${starting.name} does not answer its probe yet` : "is starting";
}

/** Whether the pod takes requests. */
export function isReady(pod: Pod): boolean {
  return condition(pod, "Ready", "True") !== undefined;
}

/** Since when it takes requests, in seconds of the cluster's clock; 0 where the pod does not say. */
export function readySince(pod: Pod): number {
  return Date.parse(condition(pod, "Ready", "True")?.lastTransitionTime ?? "1970-01-01T00:00:00Z") / 1000;
}

/** Restarts of all containers of the pod. */
export function restarts(pod: Pod): number {
  return (pod.status?.containerStatuses ?? []).reduce((sum, {restartCount}) => sum + restartCount, 0);
}

/** The container whose log tells why the pod does not come up, and whether that is the log of a run that ended. */
export function troubledContainer(pod: Pod): {readonly name: string; readonly previous: boolean} | undefined {
  const all = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const crashed = all.find((status) => (isHopeless(status) || endsAgain(status)) && status.restartCount > 0);
  const found = crashed ?? all.find(({ready, state}) => !ready && state?.running);
  return found && {name: found.name, previous: found === crashed};
}
