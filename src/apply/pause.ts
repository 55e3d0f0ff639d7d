import type {Step} from "../plan/step.ts";
import {recordOf} from "../release/phase.ts";
import {routerOf} from "../release/router-of.ts";
import {inWords} from "../strategies/duration.ts";
import {look, type WriteSession} from "./session.ts";

/** A timed pause of a strategy; says every half minute how long it still lasts. */
export async function pause({seconds}: Extract<Step, {kind: "pause"}>, session: WriteSession): Promise<void> {
  const {clock} = session.context;
  for (let left = seconds; left > 0; left -= 30) {
    if (left < seconds) session.says(`  pausing: ${inWords(left)} left`);
    await clock.sleep(Math.min(left, 30) * 1000);
    session.lock.assertHeld();
  }
}

/** Pods end in their own time after this; here the data plane gets the time to stop choosing them. */
export async function drain({slot}: Extract<Step, {kind: "drain"}>, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const router = routerOf(observation);
  const recorded = recordOf(observation).traffic[slot] ?? 0;
  const written = router.read(observation.route)?.[slot] ?? 0;
  if (recorded + written > 0)
    throw new Error(`${slot} still has traffic (${recorded} % recorded, ${written} % on the route)`);
  await session.context.clock.sleep(router.propagationSeconds * 1000);
}
