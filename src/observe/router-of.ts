import {refusal} from "../errors.ts";
import type {Traffic} from "../release/block.ts";
import {computedValues, settingsOf} from "../release/computed-values.ts";
import type {Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import type {NamedRoute, Router} from "../routers/router.ts";
import {routerNamed} from "../routers/routers.ts";

/** Name of the router of a release, by the live slot's values. */
export function routerName(observation: Observation): string {
  const {chart, values} = liveRelease(observation);
  return settingsOf(chart, values).router;
}

/** The router of a release. */
export function routerOf(observation: Observation): Router {
  return routerNamed(routerName(observation));
}

/** The object of routing that a person owns and the live values name. */
export function namedRoute(observation: Observation): NamedRoute | undefined {
  const {chart, values} = liveRelease(observation);
  return routerOf(observation).named?.(computedValues(chart.values, values));
}

/** Refuses to move traffic on a route of a person's own that cannot be used. */
export function refuseRouteFault(observation: Observation): void {
  const named = namedRoute(observation);
  const fault = named && routerOf(observation).fault?.(observation.route, named);
  if (fault) throw refusal(fault);
}

/** The weights that are on the route now; nothing where there is no route. */
export function writtenTraffic(observation: Observation): Traffic | undefined {
  return routerOf(observation).read(observation.route);
}

/** Whether the record or the route knows of a slot, be it with weight 0. */
export function isListed(observation: Observation, slot: Slot): boolean {
  return recordOf(observation).traffic[slot] !== undefined || writtenTraffic(observation)?.[slot] !== undefined;
}

/** Refuses a share that the router cannot hold. */
export function refuseShare(observation: Observation, weight: number): void {
  const name = routerName(observation);
  if (weight === 0 || weight === 100 || routerNamed(name).weights) return;
  throw refusal(
    `router ${name} can only hold 0 % or 100 %, not ${weight} %. Type: helm djcd promote ${observation.release}, or set router: gateway-api`,
  );
}
