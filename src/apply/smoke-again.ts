import {counted, NOT_ASKED, type SmokeCheck, type SmokeTally} from "../analysis/smoke.ts";
import type {Slot} from "../release/names.ts";
import type {RouteObjects} from "../release/observation.ts";
import {askOne} from "./ask-answers.ts";
import {entranceOf} from "./entrance.ts";
import type {Session} from "./session.ts";

/** Asks the candidate its smoke checks again, each time that it is called, and tells what came of all times. */
export type SmokeAgain = () => Promise<SmokeTally>;

/** Nothing where there is no check, or nobody who could be asked. */
export function smokeAgain(
  session: Session,
  route: RouteObjects,
  slot: Slot,
  checks: readonly SmokeCheck[],
): SmokeAgain | undefined {
  const entrance = entranceOf(session, route);
  if (!entrance || checks.length === 0) return undefined;
  let tally = NOT_ASKED;
  return async () => {
    for (const check of checks) tally = counted(tally, check, await askOne(entrance, slot, check));
    return tally;
  };
}
