import {refusal} from "../errors.ts";
import type {BackendRef, HttpRoute, RouteRule} from "../kubernetes/objects.ts";
import {failed} from "../ready/readiness.ts";
import {listedSlots, type Traffic} from "../release/block.ts";
import {SLOT_HEADER, SLOTS, type Slot} from "../release/names.ts";
import {inRole, type RouteObjects} from "../release/observation.ts";
import {markAnswers, routeReadiness, rulesPatch, slotOf} from "./http-route.ts";
import type {Router, Target} from "./router.ts";

/** One HTTPRoute: a main rule with a weighted backend for each slot, and a header rule for each slot while there are two. */
export const gatewayApi: Router = {
  kinds: ["HTTPRoute"],
  weights: true,
  bySelector: false,
  marksAnswers: true,
  leadsByHeader: true,
  leadsToCandidate: true,
  patchIsWhole: true,
  propagationSeconds: 3,
  beside: (object, service, seenAs) => leadingTo(object as HttpRoute, service, seenAs),
  object: routeOf,
  read: (route) => {
    const httpRoute = routeOf(route);
    const [main] = httpRoute ? mainRules(httpRoute) : [];
    return main && readTraffic(main, route);
  },
  patch: (route, target) => {
    const httpRoute = routeOf(route);
    if (!httpRoute) return [];
    const before = httpRoute.spec.rules ?? [];
    refuseForeignBackends(httpRoute, route, target);
    const after = rulesFor(onlyMainRule(httpRoute), route, target);
    return rulesPatch(before, after);
  },
  readiness: (route) => {
    const httpRoute = routeOf(route);
    return httpRoute ? routeReadiness(httpRoute) : failed("the HTTPRoute does not exist");
  },
};

function routeOf(route: RouteObjects): HttpRoute | undefined {
  return inRole<HttpRoute>(route, "route");
}

/** The rules that are not for one slot alone: one, unless somebody edited the route. */
function mainRules({spec}: HttpRoute): readonly RouteRule[] {
  return (spec.rules ?? []).filter((rule) => !isHeaderRule(rule));
}

function isHeaderRule({matches}: RouteRule): boolean {
  return (matches ?? []).some(({headers}) => headers?.some(({name}) => name === SLOT_HEADER));
}

function readTraffic({backendRefs = []}: RouteRule, route: RouteObjects): Traffic {
  const weights = backendRefs.map((backend) => [slotIn(backend, route), backend.weight ?? 1] as const);
  return Object.fromEntries(SLOTS.flatMap((slot) => weights.filter(([of]) => of === slot)));
}

/**
 * By its mark; by the name of its Service where traffic had to go back without the mark, or where the route was opened
 * beside that of another router and leads to the live Service.
 */
function slotIn(backend: BackendRef, {liveService}: RouteObjects): Slot | undefined {
  if (backend.name === liveService?.metadata.name) return liveService.spec.selector?.slot as Slot | undefined;
  return slotOf(backend) ?? SLOTS.find((slot) => backend.name.endsWith(`-${slot}`));
}

function onlyMainRule(httpRoute: HttpRoute): RouteRule {
  const {name} = httpRoute.metadata;
  const [main, another] = mainRules(httpRoute);
  if (!main)
    throw refusal(
      `HTTPRoute ${name} has no main rule any more: somebody edited it. Type: helm rollback RELEASE of its front`,
    );
  if (!another) return main;
  throw refusal(
    `HTTPRoute ${name} has a rule that djcd did not write: somebody edited it. ` +
      "Put that rule into a route of its own, and take it out of this one",
  );
}

/** A Service of ours that somebody deleted is told by the mark on its answers, which the route still sets. */
function refuseForeignBackends({metadata, spec}: HttpRoute, {liveService}: RouteObjects, {services}: Target): void {
  const own = new Set([...SLOTS.map((slot) => services[slot]), liveService?.metadata.name]);
  const isForeign = (backend: BackendRef): boolean => {
    const slot = slotOf(backend);
    return !own.has(backend.name) && (slot === undefined || services[slot] !== undefined);
  };
  const foreign = (spec.rules ?? []).flatMap(({backendRefs = []}) => backendRefs).find(isForeign);
  if (!foreign) return;
  throw refusal(
    `HTTPRoute ${metadata.name} leads to Service ${foreign.name}, which is no slot of this release: somebody edited it. ` +
      "Take that backend out of the route, or put it into a route of its own",
  );
}

function rulesFor(main: RouteRule, route: RouteObjects, {traffic, services, isUnmarked}: Target): RouteRule[] {
  const slots = listedSlots(traffic);
  const name = (slot: Slot): string =>
    services[slot] ?? main.backendRefs?.find((one) => slotIn(one, route) === slot)?.name ?? "";
  const filters = (slot: Slot): object => (isUnmarked ? {} : {filters: markAnswers([], slot)});
  const backend = (slot: Slot, weight: number): BackendRef => ({
    ...likeOthers(main),
    ...filters(slot),
    name: name(slot),
    weight,
  });
  const whole = {...main, backendRefs: slots.map((slot) => backend(slot, traffic[slot] ?? 0))};
  const headerRules = slots.length < 2 ? [] : slots.map((slot) => headerRule(main, slot, backend(slot, 1)));
  return [...headerRules, whole];
}

function likeOthers({backendRefs = []}: RouteRule): BackendRef {
  const {filters: _, ...like} = backendRefs[0] ?? {name: "", port: 80};
  return like;
}

function headerRule(main: RouteRule, slot: Slot, backend: BackendRef): RouteRule {
  const headers = [{name: SLOT_HEADER, type: "Exact", value: slot}];
  return {...main, matches: (main.matches ?? [{}]).map((match) => ({...match, headers})), backendRefs: [backend]};
}

/** One rule to one Service; where it is to be seen, also one by header, whose answers carry the mark. */
function leadingTo(httpRoute: HttpRoute, service: string, seenAs: Slot | undefined): HttpRoute {
  const [main = {}] = mainRules(httpRoute);
  const backend = {...likeOthers(main), name: service, weight: 100};
  const marked = seenAs ? [headerRule(main, seenAs, {...backend, filters: markAnswers([], seenAs)})] : [];
  return {...httpRoute, spec: {...httpRoute.spec, rules: [...marked, {...main, backendRefs: [backend]}]}};
}
