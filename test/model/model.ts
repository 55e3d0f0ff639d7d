import type {FrontBlock, Traffic} from "../../src/release/block.ts";
import {otherSlot, type PerSlot, SLOTS, type Slot} from "../../src/release/names.ts";

// A cluster with one release, as a value: what djcd decides by, and nothing else.

/** A version of the shop, by its tag. Those of `BROKEN` never become ready; `migrations` of the others rise. */
export type Tag = "v1" | "v2" | "v3" | "broken";

export const MIGRATIONS: Readonly<Record<Tag, readonly string[]>> = {
  v1: [],
  v2: ["catalog.0003"],
  v3: ["catalog.0003", "catalog.0004"],
  broken: [],
};

export interface FrontRevision {
  readonly revision: number;
  /** Nothing where it is of `part: all`. */
  readonly block: FrontBlock | undefined;
  /** The version whose chart and values it has: the live slot's when it was recorded. */
  readonly tag: Tag;
}

export interface SlotRevision {
  readonly revision: number;
  /** In the order of time, over both slots. */
  readonly at: number;
  readonly number: number;
  readonly from?: number;
  readonly tag: Tag;
  readonly needs: readonly string[] | undefined;
}

export interface PodModel {
  readonly name: string;
  readonly ready: boolean;
}

export interface SlotModel {
  /** Stored revisions of its release, oldest first; none where there is no such release. */
  readonly revisions: readonly SlotRevision[];
  readonly wanted: number;
  readonly pods: readonly PodModel[];
  /** Whether its objects carry the keep marks of the hand-over. */
  readonly marked: boolean;
}

export interface Model {
  /** Stored revisions of the release `shop`, oldest first. */
  readonly front: readonly FrontRevision[];
  readonly slots: PerSlot<SlotModel>;
  readonly route: Traffic;
  /** Migrations that the database has. */
  readonly applied: readonly string[];
  /** Pods made so far: each has a name of its own. */
  readonly made: number;
  /** Slots that somebody else took down: what follows from that is not ours. */
  readonly hurt: readonly Slot[];
}

export const REPLICAS = 2;
/** How many revisions are kept, as src/apply/record.ts says. */
export const KEPT = {front: 50, slot: 20} as const;
/** What a plain Helm command keeps. */
export const KEPT_BY_HELM = 10;

const EMPTY: SlotModel = {revisions: [], wanted: 0, pods: [], marked: false};

/** After `helm install shop`. */
export const PLAIN_INSTALL: Model = {
  front: [{revision: 1, block: undefined, tag: "v1"}],
  slots: {
    blue: {...EMPTY, wanted: REPLICAS, pods: ["pod-1", "pod-2"].map((name) => ({name, ready: true}))},
    green: EMPTY,
  },
  route: {blue: 100},
  applied: [],
  made: REPLICAS,
  hurt: [],
};

export function currentFront({front}: Model): FrontRevision {
  return front.at(-1) as FrontRevision;
}

/** The live slot, by the record. */
export function liveSlot(model: Model): Slot {
  return currentFront(model).block?.live ?? "blue";
}

export function isServing({pods}: SlotModel): boolean {
  return pods.some(({ready}) => ready);
}

/** Slots that take requests. */
export function withTraffic({route}: Model): Slot[] {
  return SLOTS.filter((slot) => (route[slot] ?? 0) > 0);
}

export function changeSlot(model: Model, slot: Slot, changed: Partial<SlotModel>): Model {
  const own = {...model.slots[slot], ...changed};
  const other = model.slots[otherSlot(slot)];
  return {...model, slots: slot === "blue" ? {blue: own, green: other} : {blue: other, green: own}};
}

/** A slot with new pods, which are not ready yet. */
export function withNewPods(model: Model, slot: Slot, count: number, kept: readonly PodModel[] = []): Model {
  const names = Array.from({length: Math.max(0, count)}, (_, index) => `pod-${model.made + index + 1}`);
  const pods = [...kept, ...names.map((name) => ({name, ready: false}))];
  return {...changeSlot(model, slot, {pods}), made: model.made + names.length};
}

/** A Deployment with another number of replicas: pods come or go. */
export function scaled(model: Model, slot: Slot, wanted: number): Model {
  const {pods} = model.slots[slot];
  // What is not ready goes first.
  const kept = pods.toSorted((a, b) => Number(b.ready) - Number(a.ready)).slice(0, wanted);
  return withNewPods(changeSlot(model, slot, {wanted}), slot, wanted - pods.length, kept);
}

/** Time passes: pods become ready, unless their version never does. */
export function settled(model: Model, slot: Slot): Model {
  const {pods} = model.slots[slot];
  if (tagOf(model, slot) === "broken") return model;
  return changeSlot(model, slot, {pods: pods.map(({name}) => ({name, ready: true}))});
}

/** The version that a slot holds. The plain install has v1. */
export function tagOf({slots}: Model, slot: Slot): Tag {
  return slots[slot].revisions.at(-1)?.tag ?? "v1";
}

/** A moment after every revision of the slots. */
export function now({slots}: Model): number {
  return 1 + Math.max(0, ...SLOTS.flatMap((slot) => slots[slot].revisions.map(({at}) => at)));
}
