import type {Context} from "../context.ts";
import type {EndpointSlice} from "../kubernetes/objects.ts";
import {observeRoute, observeSlot} from "../observe/observe-part.ts";
import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {type FrontBlock, trafficText} from "../release/block.ts";
import type {Observation, RouteObjects, SlotObservation} from "../release/observation.ts";
import type {Router} from "../routers/router.ts";
import {answersFollow, type Followed} from "./answers-follow.ts";
import {askWhoAnswers, type Entrance} from "./ask-answers.ts";
import {entranceOf} from "./entrance.ts";
import {routeTaken} from "./route-taken.ts";
import type {WriteSession} from "./session.ts";
import {SOON_MILLISECONDS, wait} from "./wait.ts";

/** How a route is looked at. */
export interface Looking {
  /** Whether anything was written on it just now. */
  readonly moved: boolean;
  /** Ends the look from outside. */
  readonly signal?: AbortSignal;
}

/** Promise 9: "done" is said when the router and the answers say so; where nobody can look, that is said. */
export async function verify(
  session: WriteSession,
  router: Router,
  observation: Observation,
  block: FrontBlock,
  {moved, signal}: Looking,
): Promise<void> {
  const route = await routeTaken(session, router, observation, block, signal);
  await (router.marksAnswers
    ? verifyAnswers(session, router, route, block, signal)
    : verifyEndpoints(session, router, observation, block, moved ? router.propagationSeconds : 0, signal));
}

async function verifyEndpoints(
  session: WriteSession,
  router: Router,
  observation: Observation,
  {live}: FrontBlock,
  seconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const {api, namespace} = session;
  const served = async (): Promise<Readiness> => {
    const {liveEndpoints} = await observeRoute(api, namespace, observation.route);
    const slot = await observeSlot(api, namespace, observation.release, observation.slots[live]);
    return servedBy(liveEndpoints, slot);
  };
  await wait(session, served, {signal});
  await session.context.clock.sleep(seconds * 1000);
  signal?.throwIfAborted();
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

async function verifyAnswers(
  session: WriteSession,
  router: Router,
  route: RouteObjects,
  {traffic}: FrontBlock,
  signal: AbortSignal | undefined,
): Promise<void> {
  const entrance = entranceOf(session, route);
  if (!entrance || !(await answersAreMarked(session.context, entrance))) {
    signal?.throwIfAborted();
    session.says(`  not verified: ${unseenText(session, entrance)}`);
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
    {least: SOON_MILLISECONDS, signal},
  );
  session.says(`  seen in the answers: ${trafficText(traffic)}${seen?.unserved ? `; ${seen.unserved}` : ""}`);
}

/** Whoever gave an address is told what it answers, and nobody is told to give one again. */
function unseenText({probeUrl}: WriteSession, entrance: Entrance | undefined): string {
  if (probeUrl) return `no answer of ${probeUrl} for host ${entrance?.host} carries a slot's mark`;
  return "no answer with a slot's mark. Say where the data plane answers with --probe-url URL";
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
