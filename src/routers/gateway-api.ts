import {isDeepStrictEqual} from "node:util";
import type {BackendRef, HttpRoute, ParentReference, RouteRule} from "../cluster/objects.ts";
import {refusal} from "../errors.ts";
import {failed, READY, type Readiness, waiting} from "../ready/readiness.ts";
import {listedSlots, type Traffic} from "../release/block.ts";
import {SLOT_HEADER, SLOTS, type Slot} from "../release/names.ts";
import type {Router, Target} from "./router.ts";

/** One HTTPRoute: a main rule with a weighted backend for each slot, and a header rule for each slot while there are two. */
export const gatewayApi: Router = {
  weights: true,
  marksAnswers: true,
  propagationSeconds: 3,
  object: ({httpRoute}) => httpRoute && {kind: "HTTPRoute", name: httpRoute.metadata.name},
  read: ({httpRoute}) => {
    const [main] = httpRoute ? mainRules(httpRoute) : [];
    return main && readTraffic(main);
  },
  patch: ({httpRoute}, target) => {
    if (!httpRoute) return [];
    const before = httpRoute.spec.rules ?? [];
    refuseForeignBackends(httpRoute, target);
    const after = rulesFor(onlyMainRule(httpRoute), target);
    if (isDeepStrictEqual(after, before)) return [];
    return [
      {op: "test", path: "/spec/rules", value: before},
      {op: "replace", path: "/spec/rules", value: after},
    ];
  },
  readiness: ({httpRoute}) => (httpRoute ? routeReadiness(httpRoute) : failed("the HTTPRoute does not exist")),
};

/** The rules that are not for one slot alone: one, unless somebody edited the route. */
function mainRules({spec}: HttpRoute): readonly RouteRule[] {
  return (spec.rules ?? []).filter((rule) => !isHeaderRule(rule));
}

function isHeaderRule({matches}: RouteRule): boolean {
  return (matches ?? []).some(({headers}) => headers?.some(({name}) => name === SLOT_HEADER));
}

function readTraffic({backendRefs = []}: RouteRule): Traffic {
  const weights = backendRefs.map((backend) => [slotOf(backend), backend.weight ?? 1] as const);
  return Object.fromEntries(SLOTS.flatMap((slot) => weights.filter(([of]) => of === slot)));
}

/** The slot that a backend marks its answers with. */
function slotOf({filters = []}: BackendRef): Slot | undefined {
  const headers = (filters as readonly {responseHeaderModifier?: {set?: {name: string; value: string}[]}}[])
    .flatMap(({responseHeaderModifier}) => responseHeaderModifier?.set ?? [])
    .filter(({name}) => name === SLOT_HEADER);
  return SLOTS.find((slot) => slot === headers[0]?.value);
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
function refuseForeignBackends({metadata, spec}: HttpRoute, {services}: Target): void {
  const own = new Set(SLOTS.map((slot) => services[slot]));
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

function rulesFor(main: RouteRule, {traffic, services}: Target): RouteRule[] {
  const slots = listedSlots(traffic);
  const name = (slot: Slot): string =>
    services[slot] ?? main.backendRefs?.find((one) => slotOf(one) === slot)?.name ?? "";
  const backend = (slot: Slot, weight: number): BackendRef => backendFor(main, slot, name(slot), weight);
  const whole = {...main, backendRefs: slots.map((slot) => backend(slot, traffic[slot] ?? 0))};
  const headerRules = slots.length < 2 ? [] : slots.map((slot) => headerRule(main, slot, backend(slot, 1)));
  return [...headerRules, whole];
}

function backendFor({backendRefs = []}: RouteRule, slot: Slot, name: string, weight: number): BackendRef {
  const {filters: _, ...like} = backendRefs[0] ?? {name, port: 80};
  return {...like, filters: [markAnswer(slot)], name, weight};
}

function markAnswer(slot: Slot): unknown {
  return {type: "ResponseHeaderModifier", responseHeaderModifier: {set: [{name: SLOT_HEADER, value: slot}]}};
}

function headerRule(main: RouteRule, slot: Slot, backend: BackendRef): RouteRule {
  const headers = [{name: SLOT_HEADER, type: "Exact", value: slot}];
  return {...main, matches: (main.matches ?? [{}]).map((match) => ({...match, headers})), backendRefs: [backend]};
}

/** Every parent must have seen this generation, accepted it and found its backends. Says nothing of the data plane. */
function routeReadiness({metadata, spec, status}: HttpRoute): Readiness {
  const name = `HTTPRoute ${metadata.name}`;
  const parents = spec.parentRefs ?? [];
  const conditions = parents.map(
    (parent) => status?.parents?.find(({parentRef}) => sameParent(parentRef, parent))?.conditions,
  );
  if (parents.length === 0) return failed(`${name} has no parent Gateway. Set gateway.parentRefs`);
  for (const found of conditions) {
    for (const type of ["Accepted", "ResolvedRefs"]) {
      const condition = found?.find(
        (one) => one.type === type && (one.observedGeneration ?? 0) >= (metadata.generation ?? 0),
      );
      if (!condition) return waiting(`${name}: its Gateway has not seen it yet`);
      if (condition.status !== "True")
        return waiting(`${name} is not ${type}: ${condition.message ?? condition.reason}`);
    }
  }
  return READY;
}

function sameParent(a: ParentReference, b: ParentReference): boolean {
  return a.name === b.name && (!b.namespace || a.namespace === b.namespace) && a.sectionName === b.sectionName;
}
