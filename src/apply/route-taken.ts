import {observeRoute} from "../observe/observe-part.ts";
import {READY, type Readiness} from "../ready/readiness.ts";
import type {FrontBlock, Traffic} from "../release/block.ts";
import type {Observation, RouteObjects} from "../release/observation.ts";
import type {Router} from "../routers/router.ts";
import {answersFollow} from "./answers-follow.ts";
import {entranceOf} from "./entrance.ts";
import {look, type WriteSession} from "./session.ts";
import {SOON_MILLISECONDS, wait} from "./wait.ts";

/** A controller says what it took within moments; one that nobody runs any more never does. */
const HEARD_MILLISECONDS = 10_000;

/** Waits until the router says that it took the route, and reads it as it is then. Where one of its parents does not say so, the answers decide. */
export async function routeTaken(
  session: WriteSession,
  router: Router,
  observation: Observation,
  {traffic}: FrontBlock,
  signal: AbortSignal | undefined,
): Promise<RouteObjects> {
  const {clock} = session.context;
  const until = clock.now().getTime() + HEARD_MILLISECONDS;
  let {route} = observation;
  let said: Readiness = READY;
  const heard = async (): Promise<Readiness> => {
    route = await routeNow(session, router, route);
    said = router.readiness(route);
    const isLate = said.state === "waiting" && clock.now().getTime() >= until;
    return isLate && (await answersAgree(session, router, route, traffic)) ? READY : said;
  };
  await wait(session, heard, {least: SOON_MILLISECONDS, signal});
  if (said.state === "waiting") session.says(`  ${(said as {reason: string}).reason}: the answers decide`);
  return route;
}

async function answersAgree(
  session: WriteSession,
  router: Router,
  route: RouteObjects,
  traffic: Traffic,
): Promise<boolean> {
  const entrance = entranceOf(session, route);
  if (!entrance || !router.marksAnswers) return false;
  const {readiness, unserved} = await answersFollow(entrance, router, traffic);
  return readiness.state === "ready" && unserved === undefined;
}

/** The record may have made the route anew: where somebody deleted it, or under the name that a newer chart gives it. */
async function routeNow(session: WriteSession, router: Router, before: RouteObjects): Promise<RouteObjects> {
  const again = await observeRoute(session.api, session.namespace, before);
  return router.object(again) ? again : (await look(session)).route;
}
