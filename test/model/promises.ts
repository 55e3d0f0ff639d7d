import {isDeepStrictEqual} from "node:util";
import {listedSlots} from "../../src/release/block.ts";
import {otherSlot, perSlot, SLOTS, type Slot} from "../../src/release/names.ts";
import {leftover, numberIn, type Phase, phaseOf, recordOf} from "../../src/release/phase.ts";
import {currentFront, isServing, type Model, tagOf, withTraffic} from "./model.ts";
import {observed} from "./observed.ts";

/** What must be true between two actions of a command; what is broken, in words. */
export function brokenBy(before: Model, after: Model): string | undefined {
  return trafficIntoNothing(after) ?? livePodsTouched(before, after);
}

/** Promise 1, but for a slot that somebody else took down. */
export function trafficIntoNothing(model: Model): string | undefined {
  const slot = withTraffic(model).find((one) => !isServing(model.slots[one]) && !model.hurt.includes(one));
  return slot && `${slot} has ${model.route[slot]} % of traffic and no pod that is ready`;
}

/** Promise 2: pods that had traffic before and after are the same. */
function livePodsTouched(before: Model, after: Model): string | undefined {
  const still = withTraffic(before).filter((slot) => withTraffic(after).includes(slot));
  const touched = still.find((slot) => !hasAll(after.slots[slot].pods, before.slots[slot].pods));
  return touched && `a pod of ${touched}, which has traffic, went away`;
}

function hasAll(pods: readonly {readonly name: string}[], wanted: readonly {readonly name: string}[]): boolean {
  return wanted.every(({name}) => pods.some((pod) => pod.name === name));
}

/** At rest: no rollout is out, and nothing is left of a command that was killed. */
export function isAtRest(model: Model): boolean {
  const seen = observed(model);
  const phase = phaseOf(seen);
  // A hand-over that was cut short before the front exists changes nothing for anybody: the next upgrade goes on with it.
  if (phase === "unmanaged") return true;
  if (SLOTS.some((slot) => model.slots[slot].marked)) return false;
  return phase === "stable" && leftover(seen) === undefined && isDeepStrictEqual(model.route, recordOf(seen).traffic);
}

/** At rest every stored revision of the front may be rolled back to. */
export function dangerInHistory(model: Model): string | undefined {
  if (!isAtRest(model) || currentFront(model).block === undefined) return undefined;
  for (const {revision, block} of model.front) {
    if (!block) return `helm rollback shop ${revision} would delete the live slot`;
    const down = listedSlots(block.traffic).find((slot) => (block.traffic[slot] ?? 0) > 0 && isDown(model, slot));
    if (down) return `helm rollback shop ${revision} would send requests to ${down}, which is down`;
  }
  return undefined;
}

function isDown(model: Model, slot: Slot): boolean {
  return !isServing(model.slots[slot]) && !model.hurt.includes(slot);
}

/** What two ways to the same end must agree on. */
export function summary(model: Model) {
  const seen = observed(model);
  const {number, live, candidate, traffic, previous} = recordOf(seen);
  return {
    phase: phaseOf(seen) as Phase,
    record: {number, live, candidate, traffic, previous},
    route: model.route,
    applied: model.applied,
    slots: perSlot((slot) => ({
      tag: tagOf(model, slot),
      number: model.slots[slot].revisions.at(-1)?.number,
      wanted: model.slots[slot].wanted,
      marked: model.slots[slot].marked,
    })),
  };
}

/** Whether the numbers tell what happened: a plain `helm rollback` can set record and slots apart. */
export function numbersTell(model: Model): boolean {
  const seen = observed(model);
  const {number, live} = recordOf(seen);
  const [inLive, inIdle] = [live, otherSlot(live)].map((slot) => numberIn(seen, slot) ?? 0) as [number, number];
  const tells: Record<Phase, boolean> = {
    unmanaged: true,
    stable: inLive <= number && inIdle <= number + 1,
    candidate: inLive < number && inIdle === number,
    warm: inLive === number && inIdle < number,
  };
  return tells[phaseOf(seen)];
}
