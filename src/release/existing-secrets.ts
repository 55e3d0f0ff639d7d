import type {HelmRelease, StoredChart, Values} from "../helm/helm-release.ts";
import {slotBlock} from "./block.ts";
import {computedValues} from "./computed-values.ts";
import {type PerSlot, SLOTS, type Slot} from "./names.ts";

/** Whether two Secrets say the same, by name: a fingerprint of what is in each, never that itself. */
export type Fingerprints = Readonly<Record<string, string>>;

interface SecretSources {
  readonly existingSecrets?: readonly string[];
  readonly envFrom?: readonly {readonly secretRef?: {readonly name?: string}}[];
  readonly env?: readonly {readonly valueFrom?: {readonly secretKeyRef?: {readonly name?: string}}}[];
  readonly volumes?: readonly {readonly secret?: {readonly secretName?: string}}[];
}

/** Names of the Secrets that a version reads and does not bring: somebody else makes them, and they have no versions. */
export function existingSecrets(chart: Pick<StoredChart, "values">, values: Values): string[] {
  const {
    existingSecrets: named = [],
    envFrom = [],
    env = [],
    volumes = [],
  } = computedValues(chart.values, values) as SecretSources;
  const names = [
    ...named,
    ...envFrom.map(({secretRef}) => secretRef?.name),
    ...env.map(({valueFrom}) => valueFrom?.secretKeyRef?.name),
    ...volumes.map(({secret}) => secret?.secretName),
  ];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** Names of the Secrets that slots read. */
export function secretsOf(releases: readonly (HelmRelease | undefined)[]): string[] {
  const names = releases.flatMap((release) => (release ? existingSecrets(release.chart, release.values) : []));
  return [...new Set(names)];
}

/** Secrets of a slot that are not as they were when it was filled; none where that is not known. */
export function changedSecrets({secrets = {}}: ReturnType<typeof slotBlock>, now: Fingerprints): string[] {
  return Object.keys(secrets).filter((name) => secrets[name] !== now[name]);
}

/** What people should know of a slot's Secrets, one sentence each. */
export function secretNotes(slots: PerSlot<{readonly release: HelmRelease | undefined}>, now: Fingerprints): string[] {
  return SLOTS.flatMap((slot) => notesOf(slot, slots[slot].release, now));
}

function notesOf(slot: Slot, release: HelmRelease | undefined, now: Fingerprints): string[] {
  if (!release) return [];
  const block = slotBlock(release);
  return changedSecrets(block, now).map((name) =>
    name in now
      ? `Secret ${name} changed since ${slot} was filled with #${block.number}: pods that start from now on read the new one`
      : `Secret ${name}, which #${block.number} in ${slot} reads, does not exist any more: no new pod of it can start`,
  );
}
