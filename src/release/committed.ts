import {createHash} from "node:crypto";
import type {HelmRelease, StoredChart, Values} from "../helm/helm-release.ts";
import {
  type FrontBlock,
  frontValues,
  isMeantUp,
  type SlotBlock,
  sealOf,
  slotBlock,
  slotValues,
  wasAutoscaled,
} from "./block.ts";
import {objectsIn} from "./manifest.ts";
import {SLOTS} from "./names.ts";

/** The values files of a release, as they are named. */
export const FILES = ["front", ...SLOTS] as const;

export type FileName = (typeof FILES)[number];

/** The release that a values file is of. */
export function releaseOf(base: string, file: FileName): string {
  return file === "front" ? base : `${base}-${file}`;
}

/** What a slot's file says of its pods. */
export interface SlotSize {
  readonly idle: boolean;
  /** What its HPA keeps at least; 0 where the version alone says it. */
  readonly least: number;
  /** Whether an HPA sizes it, as it was filled. */
  readonly autoscaled: boolean;
}

/** Who sizes the slot of a file that stays: its file says it, or what is rendered of it. */
export function isSizedByHpa(release: HelmRelease): boolean {
  return wasAutoscaled(release) ?? objectsIn(release.manifest).some(({kind}) => kind === "HorizontalPodAutoscaler");
}

/** Values of the front's file: as in a release, but for the revision, which only Helm counts. */
export function committedFront(live: HelmRelease, block: FrontBlock): Values {
  return withoutRevision(frontValues(live, block, 1), {});
}

/**
 * Values of a slot's file. Fingerprints of Secrets stay out of git: what can be read by many can be guessed at for
 * years.
 */
export function committedSlot(person: Values, {secrets: _, ...block}: SlotBlock, size: SlotSize): Values {
  const {idle, least, autoscaled} = size;
  const more = {...(idle && {idle}), ...(least > 0 && {least}), autoscaled};
  return withoutRevision(slotValues(person, block, 1), more);
}

function withoutRevision(values: Values, more: object): Values {
  const {revision: _, ...block} = values.rollout as Values;
  return {...values, rollout: {required: true, ...block, ...more}};
}

/** Whether a slot's file has got another version: another number, or pods again, or its first image. */
export function isFilling(before: HelmRelease | undefined, after: HelmRelease): boolean {
  if (!hasImage(after) || !isMeantUp(after)) return false;
  if (!before || !hasImage(before) || !isMeantUp(before)) return true;
  return slotBlock(before).number !== slotBlock(after).number;
}

function hasImage({values}: HelmRelease): boolean {
  const {tag, digest} = (values.image ?? {}) as Values;
  return Boolean(tag || digest);
}

/** Values with the seal on what they and the chart say. */
export function sealed(values: Values, chart: StoredChart): Values {
  return {...values, rollout: {...(values.rollout as Values), seal: sealFor(values, chart)}};
}

/** Whether somebody else changed a release after djcd wrote it: its values, or its chart. */
export function isSealBroken(release: HelmRelease): boolean {
  const seal = sealOf(release);
  return seal !== undefined && seal !== sealFor(release.values, release.chart);
}

function sealFor(values: Values, {templates, files}: StoredChart): string {
  const {seal: _, ...block} = (values.rollout ?? {}) as Values;
  const contents = [...templates, ...files].map(({name, data}) => [name, data]).sort();
  const text = canonical([{...values, rollout: block}, contents]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** JSON in which the order of keys, which means nothing in YAML, is always the same. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
