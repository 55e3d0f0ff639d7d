import {routerOf} from "../observe/router-of.ts";
import {type Traffic, trafficText} from "../release/block.ts";
import {otherSlot, type PerSlot, perSlot, SLOTS, type Slot} from "../release/names.ts";
import {type Observation, slotServices} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import type {JsonPatch} from "../routers/router.ts";
import type {Plan} from "./step.ts";

/** One thing that a rollout will write on the route, as a patch of the route as it is now. */
export interface RouteWrite {
  /** The weights, in words. */
  readonly traffic: string;
  readonly patch: JsonPatch;
}

/**
 * All that the whole rollout will write on the route, up to its end and on its way back: what is refused then is refused
 * before it begins.
 */
export function routeWrites(observation: Observation, plan: Plan): RouteWrite[] {
  const router = routerOf(observation);
  const services = servicesOf(observation);
  const writes = targets(observation, plan).map(({live, traffic}) => ({
    traffic: trafficText(traffic),
    patch: router.patch(observation.route, {live, traffic, services}),
  }));
  const known = new Set<string>();
  return writes.filter(({patch}) => {
    const text = JSON.stringify(patch);
    return patch.length > 0 && !known.has(text) && known.add(text);
  });
}

interface Weights {
  readonly live: Slot;
  readonly traffic: Traffic;
}

function targets(observation: Observation, {steps}: Plan): Weights[] {
  const planned = steps.flatMap((step) => (step.kind === "shift" ? [step.block] : []));
  if (!planned.some(({traffic}) => Object.keys(traffic).length > 1)) return planned;
  const {live} = recordOf(observation);
  const candidate = otherSlot(live);
  const warm = {live: candidate, traffic: {[live]: 0, [candidate]: 100}};
  return [...planned, warm, ...SLOTS.map((slot) => ({live: slot, traffic: {[slot]: 100}}))];
}

/** A slot that was never filled has no Service yet; it will be called as the other one's is. */
function servicesOf(observation: Observation): PerSlot<string | undefined> {
  const known = slotServices(observation);
  return perSlot((slot) => known[slot] ?? known[otherSlot(slot)]?.replace(/-(blue|green)$/, `-${slot}`));
}
