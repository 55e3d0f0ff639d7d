import type {BackendRef, HttpRoute, RouteRule} from "../kubernetes/objects.ts";
import {failed} from "../ready/readiness.ts";
import {listedSlots, type Traffic} from "../release/block.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {RouteObjects} from "../release/observation.ts";
import {ownerOf} from "../release/ownership.ts";
import {markAnswers, routeReadiness, rulesPatch, slotOf, unmarked} from "./http-route.ts";
import type {NamedRoute, Router, Target} from "./router.ts";

/** An HTTPRoute that a person owns: in its rules that lead to this release, the backends change, and nothing else. */
export const existing: Router = {
  kinds: ["HTTPRoute"],
  weights: true,
  bySelector: false,
  marksAnswers: true,
  // That would take rules of ours in somebody else's route.
  leadsByHeader: false,
  leadsToCandidate: false,
  patchIsWhole: true,
  propagationSeconds: 3,
  named: (values) => ({kind: "HTTPRoute", name: (values as KnownValues).route?.existing ?? ""}),
  fault: faultOf,
  object: routeOf,
  read: (route) => {
    const rule = routeOf(route)?.spec.rules?.find((one) => isOurs(one, route));
    return rule && readTraffic(rule, route);
  },
  patch: (route, target) => {
    const before = routeOf(route)?.spec.rules ?? [];
    const after = before.map((rule) =>
      isOurs(rule, route) ? {...rule, backendRefs: backendsFor(rule, route, target)} : rule,
    );
    return rulesPatch(before, after);
  },
  readiness: (route) => {
    const httpRoute = routeOf(route);
    // Other people's backends may be missing: that is said by ResolvedRefs too, and no reason to wait.
    return httpRoute ? routeReadiness(httpRoute, ["Accepted"]) : failed("the HTTPRoute does not exist");
  },
};

interface KnownValues {
  readonly route?: {readonly existing?: string};
}

function routeOf({owned}: RouteObjects): HttpRoute | undefined {
  return owned as HttpRoute | undefined;
}

function isOurs({backendRefs = []}: RouteRule, route: RouteObjects): boolean {
  return backendRefs.some((backend) => slotBehind(backend, route) !== undefined);
}

/** The slot that a backend of the route leads to, by its Service; by its mark where somebody deleted that. */
function slotBehind(backend: BackendRef, {liveService, owned}: RouteObjects): Slot | undefined {
  const {name, namespace = owned?.metadata.namespace} = backend;
  if (namespace !== owned?.metadata.namespace) return undefined;
  if (name === liveService?.metadata.name) return liveService.spec.selector?.slot as Slot | undefined;
  const base = liveService?.metadata.name.replace(/-live$/, "");
  return SLOTS.find((slot) => name === `${base}-${slot}`) ?? slotOf(backend);
}

function readTraffic({backendRefs = []}: RouteRule, route: RouteObjects): Traffic {
  const weights = backendRefs.map((backend) => [slotBehind(backend, route), backend.weight ?? 1] as const);
  // A single backend has all of the rule's requests, whatever its weight.
  if (weights.length === 1) return Object.fromEntries(weights.map(([slot]) => [slot, 100]));
  return Object.fromEntries(SLOTS.flatMap((slot) => weights.filter(([of]) => of === slot)));
}

/** What else was said of the backend, such as its filters, is said of each slot. */
function backendsFor(
  {backendRefs = []}: RouteRule,
  route: RouteObjects,
  {traffic, services, isUnmarked}: Target,
): BackendRef[] {
  const like = backendRefs.find((backend) => slotBehind(backend, route)) as BackendRef;
  const known = (slot: Slot): string =>
    services[slot] ?? backendRefs.find((backend) => slotOf(backend) === slot)?.name ?? like.name;
  return listedSlots(traffic).map((slot) => ({
    ...like,
    name: known(slot),
    weight: traffic[slot] ?? 0,
    filters: isUnmarked ? unmarked(like.filters ?? []) : markAnswers(like.filters ?? [], slot),
  }));
}

function faultOf(route: RouteObjects, {name}: NamedRoute): string | undefined {
  const httpRoute = routeOf(route);
  const live = route.liveService?.metadata.name;
  if (!httpRoute)
    return `HTTPRoute ${name}, which route.existing names, does not exist. Make it, with a backend that is Service ${live}`;
  const owner = ownerOf(httpRoute);
  if (owner)
    return (
      `HTTPRoute ${name}, which route.existing names, belongs to release ${owner}: its next upgrade would put its own backends back. ` +
      "Take the route out of that chart"
    );
  const ours = (httpRoute.spec.rules ?? []).filter((rule) => isOurs(rule, route));
  if (ours.length === 0)
    return `HTTPRoute ${name}, which route.existing names, has no backend of this release. Let a rule of it lead to Service ${live}`;
  const foreign = ours.flatMap(({backendRefs = []}) => backendRefs).find((backend) => !slotBehind(backend, route));
  return (
    foreign &&
    `HTTPRoute ${name} has a rule that leads to this release and to Service ${foreign.name}: the share of each would be half a truth. ` +
      "Put that backend into a rule of its own"
  );
}
