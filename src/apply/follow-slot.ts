import {observePods, observeSlot} from "../observe/observe-part.ts";
import type {SlotObservation} from "../release/observation.ts";
import type {Session} from "./session.ts";

/** What pods do not tell, such as a Deployment that gave up, is seen this often all the same. */
const WHOLE_EVERY_MILLISECONDS = 4000;

/**
 * Looks at a slot again and again: at its pods, for nothing else of it changes before they do, and at all of it when
 * they are as they should be. A wait is most of what a command asks of the API server.
 */
export function followSlot(
  {api, namespace, context: {clock}}: Session,
  release: string,
  first: SlotObservation,
  isAsItShould: (slot: SlotObservation) => boolean,
): () => Promise<SlotObservation> {
  let seen = first;
  let wholeAt = clock.now().getTime();
  return async () => {
    const pods = await observePods(api, namespace, release, seen);
    const now = clock.now().getTime();
    const isWhole = isAsItShould(pods) || now - wholeAt >= WHOLE_EVERY_MILLISECONDS;
    seen = isWhole ? await observeSlot(api, namespace, release, seen) : pods;
    if (isWhole) wholeAt = now;
    return seen;
  };
}
