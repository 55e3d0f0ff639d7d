import type {Context} from "../context.ts";
import type {EndpointSlice} from "../kubernetes/objects.ts";
import {proxiesOf} from "../kubernetes/proxies.ts";
import {observeRoute, observeSlot} from "../observe/observe-part.ts";
import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {type FrontBlock, trafficText} from "../release/block.ts";
import {httpRouteOf, type Observation, type RouteObjects, type SlotObservation} from "../release/observation.ts";
import type {Router} from "../routers/router.ts";
import {answersFollow, type Followed} from "./answers-follow.ts";
import {askWhoAnswers, type Entrance} from "./ask-answers.ts";
import {look, type Session, type WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

/** Promise 9: "done" is said when the router and the answers say so; where nobody can look, that is said. */
export async function verify(
  session: WriteSession,
  router: Router,
  observation: Observation,
  block: FrontBlock,
  moved: boolean,
): Promise<void> {
  const route = await taken(session, router, observation);
  await (router.marksAnswers
    ? verifyAnswers(session, router, route, block)
    : verifyEndpoints(session, router, observation, block, moved ? router.propagationSeconds : 0));
}

/** Waits until the router says that it took the route. */
async function taken(session: WriteSession, router: Router, observation: Observation): Promise<RouteObjects> {
  let {route} = observation;
  await wait(session, async () => {
    route = await routeNow(session, router, route);
    return router.readiness(route);
  });
  return route;
}

/** The record may have made the route anew: where somebody deleted it, or under the name that a newer chart gives it. */
async function routeNow(session: WriteSession, router: Router, before: RouteObjects): Promise<RouteObjects> {
  const again = await observeRoute(session.api, session.namespace, before);
  return router.object(again) ? again : (await look(session)).route;
}

async function verifyEndpoints(
  session: WriteSession,
  router: Router,
  observation: Observation,
  {live}: FrontBlock,
  seconds: number,
): Promise<void> {
  const {api, namespace} = session;
  await wait(session, async () => {
    const {liveEndpoints} = await observeRoute(api, namespace, observation.route);
    const slot = await observeSlot(api, namespace, observation.release, observation.slots[live]);
    return servedBy(liveEndpoints, slot);
  });
  await session.context.clock.sleep(seconds * 1000);
  if (router.weights) session.says("  not verified: who answers. Answers carry no mark of their slot with this router");
  session.says(
    `  seen: the endpoints of the live Service are pods of ${live}${seconds > 0 ? `; ${seconds} s given to what reads them` : ""}`,
  );
}

/** Whether a Service's endpoints are the pods of a slot, and of no other. */
export function servedBy(slices: readonly EndpointSlice[], {slot, pods}: SlotObservation): Readiness {
  const ready = slices.flatMap(({endpoints}) => endpoints ?? []).filter(({conditions}) => conditions?.ready !== false);
  const names = new Set(pods.map(({metadata}) => metadata.name));
  const foreign = ready.filter(({targetRef}) => !names.has(targetRef?.name ?? "")).length;
  if (ready.length > 0 && foreign === 0) return READY;
  return waiting(`live Service: ${ready.length - foreign} endpoints of ${slot}, ${foreign} of other pods`);
}

/**
 * A data plane that has not heard of a slot's pods yet says 503 in the slot's name, for as long as it collects changes:
 * Traefik 2 s. What still says so after this is the application's own answer, or of a live version that is broken.
 */
const UNSERVED_MILLISECONDS = 5000;

/** It follows within a moment, or after seconds. */
const SOON_MILLISECONDS = 100;

async function verifyAnswers(
  session: WriteSession,
  router: Router,
  route: RouteObjects,
  {traffic}: FrontBlock,
): Promise<void> {
  const entrance = entranceOf(session, route);
  if (!entrance || !(await answersAreMarked(session.context, entrance))) {
    session.says("  not verified: no answer with a slot's mark. Say where the data plane answers with --probe-url URL");
    return;
  }
  const {clock} = session.context;
  const until = clock.now().getTime() + UNSERVED_MILLISECONDS;
  let seen: Followed | undefined;
  await wait(
    session,
    async () => {
      seen = await answersFollow(entrance, router, traffic);
      return seen.unserved && clock.now().getTime() < until ? waiting(seen.unserved) : seen.readiness;
    },
    {least: SOON_MILLISECONDS},
  );
  session.says(`  seen in the answers: ${trafficText(traffic)}${seen?.unserved ? `; ${seen.unserved}` : ""}`);
}

const ASK_FOR_MILLISECONDS = 3000;

/** Whether anybody answers with a slot's mark: a route that is new needs a moment, and one lost answer says nothing. */
async function answersAreMarked({clock}: Context, entrance: Entrance): Promise<boolean> {
  const started = clock.now().getTime();
  while (clock.now().getTime() - started < ASK_FOR_MILLISECONDS) {
    if ((await askWhoAnswers(entrance, undefined)).slot !== undefined) return true;
    await clock.sleep(200);
  }
  return false;
}

/** Address of the Gateway's listener, or what the person said. */
export function entranceOf(session: Pick<Session, "probeUrl" | "context">, route: RouteObjects): Entrance | undefined {
  const entrance = placeOf(session, route);
  return entrance && {...entrance, proxy: proxiesOf(session.context.env).to(entrance.url)};
}

function placeOf({probeUrl}: Pick<Session, "probeUrl">, route: RouteObjects): Entrance | undefined {
  const httpRoute = httpRouteOf(route);
  const {gateway} = route;
  const host = httpRoute?.spec.hostnames?.[0];
  if (probeUrl) return {url: probeUrl, host: host ?? new URL(probeUrl).host};
  const address = gateway?.status?.addresses?.[0]?.value;
  const wanted = httpRoute?.spec.parentRefs?.[0]?.sectionName;
  const listener = gateway?.spec.listeners.find(({name}) => !wanted || name === wanted);
  if (!address || !listener || !host) return undefined;
  return {url: `${listener.protocol === "HTTPS" ? "https" : "http"}://${address}:${listener.port}/`, host};
}
