import {look, type WriteSession} from "../apply/session.ts";
import {moveRoute} from "../apply/shift.ts";
import {verify} from "../apply/verify.ts";
import {DjcdError, EXIT} from "../errors.ts";
import {routerOf} from "../observe/router-of.ts";
import type {Plan} from "../plan/step.ts";
import {type FrontBlock, trafficText} from "../release/block.ts";
import {failureOf} from "./failure.ts";

// Nothing but the route itself may keep traffic from going back: it is moved before anything else is written, and what
// fails after that is told as what is left.

/** Moves the traffic of a plan that leads back, where the slot that gets it can take it; gives where it has gone. */
export async function moveBack({back}: Plan, session: WriteSession): Promise<FrontBlock | undefined> {
  if (!back || !(await moveRoute(session, back))) return undefined;
  session.says(`traffic goes back first: ${trafficText(back.traffic)}`);
  return back;
}

/** What is left of a plan whose traffic has gone back: where that fails, this is said first. */
export async function afterTheRoute(
  moved: FrontBlock,
  session: WriteSession,
  rest: () => Promise<void>,
): Promise<void> {
  try {
    await rest();
  } catch (error) {
    // Somebody else goes on from here.
    if (error instanceof DjcdError && error.reason === "superseded") throw error;
    await seenBack(moved, session).catch(() => session.says("  not verified: nobody could look at the answers"));
    const {message, reason} = failureOf(error);
    throw new DjcdError(
      `the traffic has gone back (${trafficText(moved.traffic)}), and what is left could not be done: ${message}\n` +
        "When that is mended, type the same again: it does what is left",
      {code: EXIT.error, reason, cause: error},
    );
  }
}

async function seenBack(moved: FrontBlock, session: WriteSession): Promise<void> {
  const observation = await look(session);
  await verify(session, routerOf(observation), observation, moved, {moved: false});
}
