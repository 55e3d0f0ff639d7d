import type {Clock} from "../context.ts";
import type {Api} from "../kubernetes/api.ts";
import {keepAnswers} from "../kubernetes/kept-answers.ts";
import type {Observation} from "../release/observation.ts";

/** The world as one command sees it. */
export interface World {
  now(): Promise<Observation>;
  /** Something was written, at this path or anywhere: what was seen of it before counts no more. */
  changed(path?: string): void;
}

const FRESH_MILLISECONDS = 1000;

/**
 * Looks once, and at all of it again when a second has passed: plan and first steps share one look. After a change of
 * ours only what it may have changed is looked at again.
 */
export function worldOf(clock: Clock, api: Api, observe: (api: Api) => Promise<Observation>): World {
  const kept = keepAnswers(api);
  let seen: Promise<Observation> | undefined;
  let since = Number.NEGATIVE_INFINITY;
  const changed = (path?: string): void => {
    seen = undefined;
    kept.forget(path);
  };
  const lookAnew = (): Promise<Observation> => {
    const look = observe(kept.api);
    // One that failed is no look.
    look.catch(() => changed());
    return look;
  };
  return {
    now: () => {
      const now = clock.now().getTime();
      if (now - since >= FRESH_MILLISECONDS) {
        changed();
        since = now;
      }
      seen ??= lookAnew();
      return seen;
    },
    changed,
  };
}
