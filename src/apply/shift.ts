import {DjcdError} from "../errors.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import {routerOf} from "../observe/router-of.ts";
import type {Step} from "../plan/step.ts";
import {READY, type Readiness} from "../ready/readiness.ts";
import {slotReadiness} from "../ready/slot.ts";
import {type FrontBlock, listedSlots, trafficText} from "../release/block.ts";
import {otherSlot, type Slot} from "../release/names.ts";
import {type Observation, readyEndpoints} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import type {Router} from "../routers/router.ts";
import {CheckFailed} from "./check-failed.ts";
import {recordFront} from "./record.ts";
import {look, type WriteSession} from "./session.ts";
import {verify} from "./verify.ts";
import {writeRoute} from "./write-route.ts";

/** Weights go on the route first, for half a second decides, and into the record in the same breath; the answers are looked at meanwhile. */
export async function shift(step: Extract<Step, {kind: "shift"}>, session: WriteSession): Promise<void> {
  const {block, why} = step;
  const observation = await look(session);
  const router = routerOf(observation);
  refuseUnready(observation, block, router);
  const {moved, unmarked} = await writeRoute(session, observation, block, router);
  const live = observation.slots[block.live].release ?? liveRelease(observation);
  const recorded = recordFront(session, observation, live, block, why);
  const record = unmarked ? recorded.catch((error: Error) => unrecorded(session, block, unmarked, error)) : recorded;
  if (!isWhole(observation, router, live)) await record;
  await beside(record, (signal) => verify(session, router, observation, block, {moved, signal}));
}

/** Whether the patch of the route is all of it: what the record makes, or calls otherwise, cannot be looked at before. */
function isWhole({route, front}: Observation, router: Router, live: HelmRelease): boolean {
  const isSameChart = front.chart.metadata.version === live.chart.metadata.version;
  return router.patchIsWhole && router.object(route) !== undefined && isSameChart;
}

/** Looks while a record is written; where that fails nothing else is told, and the look ends. */
async function beside(record: Promise<void>, verifies: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const over = new AbortController();
  const seen = verifies(over.signal);
  seen.catch(() => undefined);
  try {
    await record;
  } catch (error) {
    over.abort();
    throw error;
  }
  await seen;
}

/** Writes the weights of a block on the route alone; false where there is no route, or the slot cannot take them yet. */
export async function moveRoute(session: WriteSession, block: FrontBlock): Promise<boolean> {
  const observation = await look(session);
  const router = routerOf(observation);
  if (!router.object(observation.route) || unready(observation, block, router)) return false;
  await writeRoute(session, observation, block, router);
  return true;
}

/** What the chart renders has the mark, so that a record may be refused as the route was: traffic has moved all the same. */
function unrecorded({release}: WriteSession, {traffic}: FrontBlock, refused: string, cause: Error): never {
  throw new DjcdError(
    `traffic is on ${trafficText(traffic)}, without the mark on its answers, and that cannot be recorded: ${refused}\n` +
      `Let that policy take what release ${release} writes, then type the same command again`,
    {cause},
  );
}

/** Promise 1: nothing new is routed to a slot that cannot answer. */
export function refuseUnready(observation: Observation, block: FrontBlock, router: Router): void {
  const why = unready(observation, block, router);
  if (why) throw new CheckFailed(why);
}

function unready(observation: Observation, {traffic}: FrontBlock, router: Router): string | undefined {
  const before = router.read(observation.route) ?? {};
  const gainers = listedSlots(traffic).filter((slot) => (traffic[slot] ?? 0) > (before[slot] ?? 0));
  for (const slot of gainers) {
    const readiness = canTake(observation, slot);
    if (readiness.state !== "ready") return `no traffic goes to ${slot}: ${readiness.reason}`;
  }
  return undefined;
}

/**
 * A slot that gets traffic for the first time must be whole. The way back to live must stand open while one pod
 * answers, and where nobody answers anywhere there is nothing to lose.
 */
function canTake(observation: Observation, slot: Slot): Readiness {
  const answering = (one: Slot): number => readyEndpoints(observation.slots[one].endpoints);
  const isLive = slot === recordOf(observation).live;
  if (isLive && (answering(slot) > 0 || answering(otherSlot(slot)) === 0)) return READY;
  return slotReadiness(observation.slots[slot]);
}
