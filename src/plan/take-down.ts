import {routerOf} from "../observe/router-of.ts";
import {type Slot, slotRelease} from "../release/names.ts";
import {isUp, type Observation} from "../release/observation.ts";
import {idleSlot, leftover, numberIn, recordOf} from "../release/phase.ts";
import type {Step} from "./step.ts";

/** A slot goes down: the data plane stops sending, nobody can roll back to weights on it, its pods end. */
export function takeDown(slot: Slot): Step[] {
  return [
    {kind: "drain", slot},
    {kind: "prune", slot},
    {kind: "scale-down", slot},
  ];
}

/** What a killed command left running in the idle slot. */
export function takeDownLeftover(observation: Observation): Step[] {
  const slot = leftover(observation);
  return slot ? [...offTheRoute(observation, slot), ...takeDown(slot)] : [];
}

/**
 * Ends a version that was never listed. Its number is taken first: what is told of it is not told of another one, and a
 * command that is killed here and typed again finds the record that it leads to.
 */
export function endUnlisted(observation: Observation, number: number, why: string): Step[] {
  const record = recordOf(observation);
  if (number <= record.number) return takeDownLeftover(observation);
  const slot = leftover(observation);
  return [{kind: "shift", block: {...record, number}, why}, ...(slot ? takeDown(slot) : [])];
}

/** A command that was killed between the route and the record: the route leads to a slot that the record does not list. */
function offTheRoute(observation: Observation, slot: Slot): Step[] {
  const written = routerOf(observation).read(observation.route);
  if (written?.[slot] === undefined) return [];
  return [{kind: "shift", block: recordOf(observation), why: `${slot} off the route`}];
}

/**
 * Whether the idle slot still runs a version that was rejected, or never listed: the rollback of it was interrupted,
 * or its upgrade was, and the way back is to take it down.
 */
export function hasRejectedLeftover(observation: Observation): boolean {
  const idle = idleSlot(observation);
  const {live, number} = recordOf(observation);
  const inIdle = numberIn(observation, idle);
  const inLive = numberIn(observation, live) ?? 0;
  if (!isUp(observation.slots[idle]) || inIdle === undefined) return false;
  // The record tells too: somebody may have rolled the idle slot back to an older version with plain Helm.
  return inIdle > inLive || number > inLive || hasFailed(observation, idle);
}

/** A fill that Helm did not bring to its end, as when a hook fails: what is recorded is the version before it. */
function hasFailed({revisions, release}: Observation, slot: Slot): boolean {
  return revisions.findLast((one) => one.release === slotRelease(release, slot))?.status === "failed";
}
