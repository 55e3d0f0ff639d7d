import type {Traffic} from "../release/block.ts";
import type {Rollout} from "../release/history.ts";
import type {Entry} from "../release/ledger.ts";
import type {PerSlot} from "../release/names.ts";

/** What a report tells: one rollout, and what was done in it. */
export interface Story {
  readonly release: string;
  readonly namespace: string;
  readonly number: number;
  /** Nothing where Helm has forgotten its version. */
  readonly rollout: Rollout | undefined;
  /** Oldest first, at least one. */
  readonly entries: readonly Entry[];
  readonly metrics: Metrics;
}

/** How both slots did meanwhile, or why nobody knows. */
export interface Metrics {
  readonly courses: readonly Course[];
  readonly why?: string;
}

/** One metric over time. */
export interface Course {
  readonly title: string;
  readonly unit: string;
  readonly slots: PerSlot<readonly Point[]>;
}

export interface Point {
  /** From the first entry. */
  readonly second: number;
  readonly value: number;
}

/** A moment at which weights were moved, in seconds from the first entry. */
export interface Move {
  readonly second: number;
  readonly traffic: Traffic;
}

/** The moves of traffic among entries, oldest first. */
export function movesOf(entries: readonly Entry[]): Move[] {
  return entries.flatMap((entry) =>
    entry.traffic ? [{second: secondOf(entries, entry), traffic: entry.traffic}] : [],
  );
}

/** Where the story ends, and with it each plot: at the last entry, in seconds from the first one. */
export function endOf(entries: readonly Entry[]): number {
  const last = entries.at(-1);
  return Math.max(1, last ? secondOf(entries, last) : 0);
}

/** Seconds from the first entry to this one. */
export function secondOf(entries: readonly Entry[], {at}: Entry): number {
  return (Date.parse(at) - Date.parse(entries[0]?.at ?? at)) / 1000;
}
