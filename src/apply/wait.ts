import {isPassing} from "../kubernetes/api-error.ts";
import {type Readiness, waiting} from "../ready/readiness.ts";
import {CheckFailed} from "./check-failed.ts";
import type {Session} from "./session.ts";

/** What comes soon is seen soon; a wait that is long already is not asked about every moment. */
const POLL = {least: 250, most: 1000, share: 1 / 8};
/** Between two looks at what follows within a moment, or after seconds. */
export const SOON_MILLISECONDS = 100;
const QUIET_MILLISECONDS = 15_000;

/** What is over in a moment is no wait that anybody has to take over. */
const OFFERED_AFTER_MILLISECONDS = 1000;

interface Patience {
  /** In seconds. */
  readonly timeout?: number;
  /** Between two looks, in milliseconds. */
  readonly least?: number;
  readonly most?: number;
  /** Ends the wait from outside. */
  readonly signal?: AbortSignal | undefined;
}

/** Looks again and again until it is ready, says what it waits for whenever that changes, and ends at once where nothing heals. */
export async function wait(
  session: Session,
  look: () => Promise<Readiness>,
  {timeout = session.timeout, least = POLL.least, most = POLL.most, signal}: Patience = {},
): Promise<void> {
  const {clock} = session.context;
  const started = clock.now().getTime();
  let said = {reason: "", at: 0};
  for (;;) {
    const readiness = await look().catch(unseen);
    signal?.throwIfAborted();
    const elapsed = clock.now().getTime() - started;
    const failure = failureOf(readiness, elapsed, timeout);
    if (readiness.state !== "waiting" || failure) await session.turn.claim();
    if (failure) throw failure;
    if (readiness.state !== "waiting") return;
    if (elapsed > OFFERED_AFTER_MILLISECONDS) await session.turn.offer(readiness.reason);
    if (elapsed > 1000 && (readiness.reason !== said.reason || elapsed - said.at > QUIET_MILLISECONDS)) {
      session.says(`  waiting: ${readiness.reason}`);
      said = {reason: readiness.reason, at: elapsed};
    }
    await clock.sleep(Math.min(Math.max(elapsed * POLL.share, least), most));
  }
}

/** A server that starts anew, or a way to it that is cut, is waited for as what was looked at is. */
function unseen(error: unknown): Readiness {
  if (isPassing(error)) return waiting(error.message);
  throw error;
}

function failureOf(readiness: Readiness, elapsed: number, timeout: number): CheckFailed | undefined {
  if (readiness.state === "failed") return new CheckFailed(readiness.reason);
  if (readiness.state === "ready" || elapsed <= timeout * 1000) return undefined;
  return new CheckFailed(`not ready after ${timeout} s: ${readiness.reason}`);
}
