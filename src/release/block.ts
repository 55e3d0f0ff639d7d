import {DjcdError} from "../errors.ts";
import type {HelmRelease, Values} from "../helm/helm-release.ts";
import type {StrategySettings} from "./computed-values.ts";
import {SLOTS, type Slot} from "./names.ts";

/** Weight in percent of each slot that the route lists, blue first. */
export type Traffic = Readonly<Partial<Record<Slot, number>>>;

/** Who asked for something, from where, and why. */
export interface Origin {
  /** A person at a machine, or whom the CI ran for. */
  readonly by: string;
  /** The CI's page of the run. */
  readonly run?: string;
  readonly reason?: string;
}

/** A rollout that was taken back, and is not to come again. */
export interface Rejection {
  readonly number: number;
  readonly by: string;
  readonly reason: string;
}

/** What somebody accepted by its name when a rollout asked for it. */
export interface Acceptance {
  readonly number: number;
  readonly by: string;
  readonly what: readonly string[];
}

/** The block in the values of the front; docs/reference/chart-contract.md. */
export interface FrontBlock {
  readonly number: number;
  readonly live: Slot;
  readonly candidate?: Slot;
  readonly traffic: Traffic;
  /** How the traffic of the candidate moves, as it was asked for. */
  readonly strategy?: StrategySettings;
  /** Who holds the candidate where it is, and why. */
  readonly held?: Origin;
  /** Numbers of the rollouts that were live before, newest first. */
  readonly previous: readonly number[];
  /** Newest first. */
  readonly rejected?: readonly Rejection[];
  /** Newest first. */
  readonly accepted?: readonly Acceptance[];
}

/** The block in the values of a slot. */
export interface SlotBlock extends Partial<Origin> {
  readonly number: number;
  /** Migrations that its pods wait for; nothing where they wait until none is pending. */
  readonly needs?: readonly string[];
  /** The rollout whose version this is again: set by a cold rollback. */
  readonly from?: number;
  /** Fingerprints of the Secrets that it read and did not bring. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Pods that it keeps at least: somebody scaled it, and Helm would take it back to what its values say. */
  readonly least?: number;
  /** The digest that a rollback put into its values: no person gave it. */
  readonly pinned?: string;
}

/** What stands in the block beside the record where a values file is that record (GitOps). */
interface CommittedKeys {
  readonly required?: boolean;
  readonly idle?: boolean;
  readonly least?: number;
  readonly autoscaled?: boolean;
  readonly seal?: string;
}

export type Part = "all" | "front" | "slot";

/** What a release renders, by its values. */
export function partOf(release: HelmRelease): Part {
  return (release.values.part as Part | undefined) ?? "all";
}

/** The front's block; an error where the release is no front. */
export function frontBlock(release: HelmRelease): FrontBlock {
  const block = release.values.rollout as (Omit<FrontBlock, "previous"> & {previous?: number[]}) | undefined;
  if (block?.live === undefined) throw new DjcdError(withoutBlock(release));
  return {...block, traffic: blueFirst(block.traffic), previous: block.previous ?? []};
}

function withoutBlock({name, revision}: HelmRelease): string {
  return `release ${name} revision ${revision} has part: front and no rollout block. Type: helm rollback ${name}`;
}

/** The slot's block without its size, which is asked anew. A slot that has none holds the version of the plain install: #0. */
export function slotBlock(release: HelmRelease): SlotBlock {
  const block = (release.values.rollout ?? {}) as Partial<SlotBlock>;
  const {number = 0, needs, from, secrets, pinned, by, run, reason} = block;
  const origin = {...(by && {by}), ...(run && {run}), ...(reason && {reason})};
  return {...blockOf(number, needs, from), ...(secrets && {secrets}), ...(pinned && {pinned}), ...origin};
}

/** A slot's block of its facts, those left out that there are not. */
export function blockOf(number: number, needs: readonly string[] | undefined, from?: number): SlotBlock {
  return {number, ...(needs ? {needs} : {}), ...(from === undefined ? {} : {from})};
}

function committedKeys({values}: HelmRelease): CommittedKeys {
  return (values.rollout ?? {}) as CommittedKeys;
}

/** Whether a values file is the record of a release: a controller applies it (GitOps). */
export function isCommitted(release: HelmRelease): boolean {
  return committedKeys(release).required === true;
}

/** Whether a values file says that its slot has pods. */
export function isMeantUp(release: HelmRelease): boolean {
  return isCommitted(release) && committedKeys(release).idle !== true;
}

/** Pods that a slot keeps at least, by its block. */
export function heldAt(release: HelmRelease): number {
  return committedKeys(release).least ?? 0;
}

/** Whether the slot of a values file was filled as one that an HPA sizes; nothing where the file does not say. */
export function wasAutoscaled(release: HelmRelease): boolean | undefined {
  return committedKeys(release).autoscaled;
}

/** What djcd wrote into a values file, as a fingerprint; nothing where it never did. */
export function sealOf(release: HelmRelease): string | undefined {
  return committedKeys(release).seal;
}

/** What a person said: the values without what djcd keeps in them. */
export function personValues(values: Values): Values {
  const {part: _, rollout: __, ...person} = values;
  return person;
}

/** Values of the front: the live slot's, with its own block in place of the slot's. */
export function frontValues(live: HelmRelease, block: FrontBlock, revision: number): Values {
  const {number, live: slot, candidate, traffic, strategy, held, previous, rejected = [], accepted = []} = block;
  const out = candidate && {candidate, ...(strategy && {strategy}), ...(held && {held})};
  const rollout = {number, revision, live: slot, ...out, traffic: blueFirst(traffic)};
  const remembered = {
    ...(previous.length > 0 && {previous}),
    ...(rejected.length > 0 && {rejected}),
    ...(accepted.length > 0 && {accepted}),
  };
  return {...personValues(live.values), part: "front", rollout: {...rollout, ...remembered}};
}

/** Values of a slot: all that a person said, and the slot's block. */
export function slotValues(person: Values, block: SlotBlock, revision: number): Values {
  const {number, ...rest} = block;
  return {...personValues(person), part: "slot", rollout: {number, revision, ...rest}};
}

/** The record of a release whose candidate is none any more: it is live, or taken back. */
export function withoutCandidate({candidate: _, strategy: __, held: ___, ...record}: FrontBlock): FrontBlock {
  return record;
}

/** Whether two say the same of every slot; a slot that is not listed gets nothing. */
export function sameWeights(one: Traffic, other: Traffic): boolean {
  return SLOTS.every((slot) => (one[slot] ?? 0) === (other[slot] ?? 0));
}

/** The slots that a route lists, blue first. */
export function listedSlots(traffic: Traffic): Slot[] {
  return SLOTS.filter((slot) => traffic[slot] !== undefined);
}

/** Weights in words, for people: `blue 75 %, green 25 %`. */
export function trafficText(traffic: Traffic): string {
  return listedSlots(traffic)
    .map((slot) => `${slot} ${traffic[slot]} %`)
    .join(", ");
}

function blueFirst(traffic: Traffic): Traffic {
  return Object.fromEntries(listedSlots(traffic).map((slot) => [slot, traffic[slot]]));
}
