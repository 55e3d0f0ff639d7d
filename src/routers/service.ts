import {READY} from "../ready/readiness.ts";
import type {Slot} from "../release/names.ts";
import type {Router} from "./router.ts";

/** The selector of the live Service names the live slot: all traffic or none. An Ingress may stand in front of it. */
export const service: Router = {
  // An Ingress in front of it leads to the live Service, whatever that selects.
  kinds: ["Ingress"],
  weights: false,
  bySelector: true,
  marksAnswers: false,
  leadsByHeader: false,
  leadsToCandidate: false,
  patchIsWhole: true,
  propagationSeconds: 3,
  // Its Ingress leads there anyway.
  beside: (object) => object,
  object: ({liveService}) => liveService,
  read: ({liveService}) => {
    const slot = liveService?.spec.selector?.slot as Slot | undefined;
    return slot && {[slot]: 100};
  },
  patch: ({liveService}, {live}) => {
    const now = liveService?.spec.selector?.slot;
    if (!liveService || now === live) return [];
    return [
      {op: "test", path: "/spec/selector/slot", value: now},
      {op: "replace", path: "/spec/selector/slot", value: live},
    ];
  },
  // Nobody says anything of a Service: its EndpointSlices are looked at, and time is given to what reads them.
  readiness: () => READY,
};
