import type {Values} from "../helm/helm-release.ts";
import {computedValues, imageOf} from "./computed-values.ts";
import type {Entry, Ran} from "./ledger.ts";
import type {SlotObservation} from "./observation.ts";

/** What the pods of a slot run; nothing where none has begun, or no version is known. Those that end are of another. */
export function ranIn({release, workloads, pods}: SlotObservation): Ran | undefined {
  const ours = new Set(workloads.map(({spec}) => spec.template.spec.containers[0]).map((one) => one?.name));
  const staying = pods.filter(({metadata}) => metadata.deletionTimestamp === undefined);
  const statuses = staying.flatMap(({status}) => status?.containerStatuses ?? []).filter(({name}) => ours.has(name));
  const ids = [...new Set(statuses.flatMap(({imageID}) => (imageID ? [imageID.replace(/^[\w-]+:\/\//, "")] : [])))];
  return release && ids.length > 0
    ? {image: imageOf(release.chart.values, release.values), ids: ids.sort()}
    : undefined;
}

/** What ran in a rollout last, by the ledger. */
export function ranOf(entries: readonly Entry[], number: number): Ran | undefined {
  return entries.findLast(({rollout, ran}) => rollout === number && ran !== undefined)?.ran;
}

/** The digest by which a registry gives the image out again; nothing where only a node knows it, or there is more than one. */
export function digestOf({ids}: Ran): string | undefined {
  const [id = "", ...others] = ids;
  return others.length > 0 ? undefined : /@(sha256:[0-9a-f]{64})$/.exec(id)?.[1];
}

/** A build in a few letters, as registries and `docker images` show it. */
export function buildText({ids}: Ran): string {
  return ids.map((id) => id.replace(/^.*sha256:/, "").slice(0, 12)).join(" and ");
}

/**
 * Whether the name of an image stood for another build at one time than at another, in what is remembered. One build has
 * an ID for each kind of machine.
 */
export function isMoved(entries: readonly Entry[], image: string): boolean {
  const builds = entries.flatMap(({ran}) => (ran?.image === image ? [ran.ids] : []));
  return builds.some((one) => builds.some((other) => !one.some((id) => other.includes(id))));
}

/** Whether values name the image by a digest: no tag can lead elsewhere then. */
export function isExact(defaults: Values, values: Values): boolean {
  const {digest} = (computedValues(defaults, values).image ?? {}) as {digest?: string};
  return Boolean(digest);
}

/** Values that name the image by what ran. */
export function pinnedTo(digest: string, values: Values): Values {
  return {...values, image: {...(values.image as Values | undefined), digest}};
}

/** Values as a person gave them, without the digest that a rollback put there. */
export function unpinned(pinned: string | undefined, values: Values): Values {
  const {digest, ...image} = (values.image ?? {}) as {readonly digest?: string};
  return pinned !== undefined && digest === pinned ? {...values, image} : values;
}
