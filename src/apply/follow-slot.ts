import type {SlotObservation} from "../release/observation.ts";
import {observePods, observeSlot} from "../release/observe-part.ts";
import type {Session} from "./session.ts";

/** What pods do not tell, such as a Deployment that gave up, is seen at every fourth look all the same. */
const WHOLE_EVERY = 4;

/**
 * Looks at a slot again and again: at its pods, for nothing else of it changes before they do, and at all of it when
 * they are as they should be. A wait is most of what a command asks of the API server.
 */
export function followSlot(
  {api, namespace}: Session,
  release: string,
  first: SlotObservation,
  isAsItShould: (slot: SlotObservation) => boolean,
): () => Promise<SlotObservation> {
  let seen = first;
  let looks = 0;
  return async () => {
    looks += 1;
    const pods = await observePods(api, namespace, release, seen);
    const isWhole = isAsItShould(pods) || looks % WHOLE_EVERY === 0;
    seen = isWhole ? await observeSlot(api, namespace, release, seen) : pods;
    return seen;
  };
}
