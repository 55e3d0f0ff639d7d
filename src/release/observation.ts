import type {HelmRelease, RevisionLabel} from "../helm/helm-release.ts";
import type {
  Autoscaler,
  Deployment,
  EndpointSlice,
  Gateway,
  HttpRoute,
  Job,
  KubeObject,
  Pod,
  Scalable,
  Service,
} from "../kubernetes/objects.ts";
import {isMeantUp} from "./block.ts";
import type {Ending} from "./endings.ts";
import type {PerSlot, Slot} from "./names.ts";
import type {Work} from "./work.ts";

/** Everything that a decision may rest on, read once. */
export interface Observation {
  readonly release: string;
  readonly namespace: string;
  /** Newest revision of the release `shop`: `part: all` or the front. */
  readonly front: HelmRelease;
  readonly revisions: readonly RevisionLabel[];
  readonly slots: PerSlot<SlotObservation>;
  readonly route: RouteObjects;
  /** Migration Jobs of the release that have not ended. */
  readonly runningJobs: readonly Job[];
  /** Migration Jobs that failed, with their pods. */
  readonly failedJobs: readonly FailedJob[];
  /** Fingerprints of the Secrets that slots read and do not bring, of those that exist; nothing where nobody looked. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** What a command put down that did not come to its end: it was cut short, or gave way. */
  readonly unfinished?: Work;
  /** What a command puts down that is at work now, for those who only look. */
  readonly atWork?: Work;
  /** How rollouts ended, newest first; nothing where nobody looked. */
  readonly endings?: readonly Ending[];
  /** What of the namespace is not of the release; nothing where nobody looked. */
  readonly outside?: Outside;
  /** Which objects exist, by kind and name; nothing where nobody looked. */
  readonly present?: ReadonlySet<string>;
}

export interface FailedJob {
  readonly job: Job;
  readonly pods: readonly Pod[];
}

/** What of a namespace is not of the release, and may rest on it. */
export interface Outside {
  readonly deployments: readonly Deployment[];
  readonly routes: readonly KubeObject[];
}

export interface SlotObservation {
  readonly slot: Slot;
  readonly release: HelmRelease | undefined;
  readonly workloads: readonly Deployment[];
  /** Workloads of a team's own templates. */
  readonly own: readonly Scalable[];
  readonly pods: readonly Pod[];
  readonly autoscalers: readonly Autoscaler[];
  readonly service: Service | undefined;
  readonly endpoints: readonly EndpointSlice[];
}

/** The objects that a router may write to or judge by. */
export interface RouteObjects {
  /** All objects of the release of those kinds that routers split traffic with; which is which is said by their roles. */
  readonly objects: readonly KubeObject[];
  /** The object that a person owns and the values name. */
  readonly owned?: KubeObject | undefined;
  readonly gateway: Gateway | undefined;
  readonly liveService: Service | undefined;
  readonly liveEndpoints: readonly EndpointSlice[];
}

/** The object that plays this part in the routing of a release; docs/reference/chart-contract.md. */
export function inRole<T extends KubeObject>({objects}: Pick<RouteObjects, "objects">, role: string): T | undefined {
  return objects.find((object) => hasRole(object, role)) as T | undefined;
}

/** The HTTPRoute that leads to a release: of its chart, or a person's own. */
export function httpRouteOf({objects, owned}: RouteObjects): HttpRoute | undefined {
  return owned ? (owned as HttpRoute) : inRole<HttpRoute>({objects}, "route");
}

/** Whether an object plays this role. */
export function hasRole({metadata}: KubeObject, role: string): boolean {
  return metadata.labels?.["djcd.io/role"] === role;
}

/** Whether a Helm has begun this revision and not ended it. */
export function isPending({status}: RevisionLabel): boolean {
  return status.startsWith("pending-");
}

/** What a Helm has begun and not ended: it is at work, or was killed. */
export function pendingRevisions({revisions}: Observation): RevisionLabel[] {
  return revisions.filter(isPending);
}

/** Addresses that a Service sends requests to. */
export function readyEndpoints(slices: readonly EndpointSlice[]): number {
  return slices.flatMap((slice) => slice.endpoints ?? []).filter(({conditions}) => conditions?.ready !== false).length;
}

/** Pods that a slot is meant to have. */
export function wantedPods(slot: SlotObservation): number {
  return slot.workloads.reduce((sum, {spec}) => sum + (spec.replicas ?? 1), 0);
}

/** Whether anything of the slot runs, or is meant to: in GitOps a controller may not have brought it up yet. */
export function isUp(slot: SlotObservation): boolean {
  return wantedPods(slot) > 0 || slot.pods.length > 0 || (slot.release !== undefined && isMeantUp(slot.release));
}

/** Names of the Services behind the slots, where they exist. */
export function slotServices({slots}: Observation): PerSlot<string | undefined> {
  return {blue: slots.blue.service?.metadata.name, green: slots.green.service?.metadata.name};
}
