import type {HelmRelease} from "../helm/helm-release.ts";
import {slotBlock} from "./block.ts";
import {type Rollout, rolloutsOf} from "./history.ts";
import {SLOTS, slotRelease} from "./names.ts";
import type {Observation} from "./observation.ts";

/** A slot's file as a commit left it, and the commit. */
export type FilledBy = readonly [release: HelmRelease, hash: string];

/** The rollouts of a release whose slots commits filled, newest first. */
export function committedRollouts(observation: Observation, filled: readonly FilledBy[]): Rollout[] {
  const releases = filled.map(([release]) => release);
  const held = heldNow(observation, releases);
  // Only Helm counts revisions: what a slot holds now is the first of its file, and the others came before it.
  const revisionOf = (release: HelmRelease, index: number): number => (held.has(release) ? 1 : index - releases.length);
  const stored = releases.map((release, index) => ({...release, revision: revisionOf(release, index)}));
  const hashes = new Map(stored.map(({name, revision}, index) => [`${name} ${revision}`, filled[index]?.[1]]));
  return rolloutsOf(observation, stored).map(({revision, ...rollout}) => {
    const commit = rollout.slot && hashes.get(`${slotRelease(observation.release, rollout.slot)} ${revision}`);
    return {...rollout, ...(commit && {commit})};
  });
}

/** The newest filling of each slot, where the slot holds it still. */
function heldNow({release: base, slots}: Observation, releases: readonly HelmRelease[]): ReadonlySet<HelmRelease> {
  const newest = SLOTS.map((slot) => {
    const last = releases.findLast(({name}) => name === slotRelease(base, slot));
    const {release} = slots[slot];
    return last && release && slotBlock(last).number === slotBlock(release).number ? last : undefined;
  });
  return new Set(newest.filter((one) => one !== undefined));
}
