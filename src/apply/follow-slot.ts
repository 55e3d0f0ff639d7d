import type {Pod} from "../kubernetes/objects.ts";
import {collectionPath} from "../kubernetes/paths.ts";
import {watchList} from "../kubernetes/watched-list.ts";
import {observeSlot, slotLabels, withPods} from "../observe/observe-part.ts";
import type {SlotObservation} from "../release/observation.ts";
import type {Session} from "./session.ts";

/** What pods do not tell, such as a Deployment that gave up, is seen this often all the same. */
const WHOLE_EVERY_MILLISECONDS = 4000;

/** What is heard costs no request to look at. */
export const HEARD_MILLISECONDS = 250;

/**
 * Follows a slot while something waits for it: its pods by a stream, for nothing else of it changes before they do, and
 * all of it when they are as they should be. A wait is most of what a command asks of the API server.
 */
export async function followSlot(
  session: Session,
  release: string,
  first: SlotObservation,
  {isAsItShould, wait}: Following,
): Promise<void> {
  const {api, namespace, context} = session;
  const pods = watchList<Pod>(api, context.clock, collectionPath("Pod", namespace, slotLabels(release, first)));
  let seen = first;
  let wholeAt = context.clock.now().getTime();
  const now = async (): Promise<SlotObservation> => {
    const heard = withPods(seen, await pods.items());
    const at = context.clock.now().getTime();
    const isWhole = isAsItShould(heard) || at - wholeAt >= WHOLE_EVERY_MILLISECONDS;
    seen = isWhole ? await observeSlot(api, namespace, release, seen) : heard;
    if (isWhole) wholeAt = at;
    return seen;
  };
  await wait(now).finally(() => pods.close());
}

interface Following {
  /** Whether its pods are as they should be. */
  readonly isAsItShould: (slot: SlotObservation) => boolean;
  /** Waits, by looking at the slot as it is now. */
  readonly wait: (now: () => Promise<SlotObservation>) => Promise<void>;
}
