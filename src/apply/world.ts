import type {Clock} from "../context.ts";
import type {Observation} from "../release/observation.ts";

/** The world as one command sees it. */
export interface World {
  now(): Promise<Observation>;
  /** Something was written: what was seen before counts no more. */
  changed(): void;
}

const FRESH_MILLISECONDS = 1000;

/** Looks once, and again after each change of ours or when a second has passed: plan and first steps share one look. */
export function worldOf(clock: Clock, observe: () => Promise<Observation>): World {
  let seen: {readonly at: number; readonly observation: Observation} | undefined;
  const isFresh = (): boolean => seen !== undefined && clock.now().getTime() - seen.at < FRESH_MILLISECONDS;
  return {
    now: async () => {
      if (seen && isFresh()) return seen.observation;
      const at = clock.now().getTime();
      const observation = await observe();
      seen = {at, observation};
      return observation;
    },
    changed: () => {
      seen = undefined;
    },
  };
}
