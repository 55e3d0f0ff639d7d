import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {listedSlots, type Traffic, trafficText} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {routerOf} from "./router-of.ts";

/** Whether the route has the weights that are recorded, and the live Service the live slot. */
export function frontFollows(observation: Observation): Readiness {
  const {live, traffic} = recordOf(observation);
  const router = routerOf(observation);
  const written = router.read(observation.route);
  if (!written) return waiting("the route is not there yet");
  // A router that holds all or nothing lists the live slot alone.
  const wanted: Traffic = router.weights ? traffic : {[live]: 100};
  const isSame = listedSlots(wanted).every((slot) => wanted[slot] === written[slot]);
  if (!isSame || listedSlots(written).length !== listedSlots(wanted).length)
    return waiting(`the route says ${trafficText(written)}, written is ${trafficText(wanted)}`);
  const selected = observation.route.liveService?.spec.selector?.slot;
  return selected === live ? READY : waiting(`the live Service leads to ${selected ?? "nothing"}, written is ${live}`);
}
