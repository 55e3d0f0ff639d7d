import {describe, expect, test} from "vitest";
import type {Condition, HttpRoute, ParentReference} from "../../src/kubernetes/objects.ts";
import type {RouteObjects} from "../../src/release/observation.ts";
import {gatewayApi} from "../../src/routers/gateway-api.ts";
import {servingParent} from "../../src/routers/http-route.ts";
import {routerNamed} from "../../src/routers/routers.ts";
import {httpRoute} from "../fixtures/worlds/objects.ts";

const publicGateway: ParentReference = {name: "public", namespace: "gateways"};

const accepted = (observedGeneration: number, changed: Partial<Condition> = {}): Condition => ({
  type: "Accepted",
  status: "True",
  observedGeneration,
  ...changed,
});

const resolved = (observedGeneration: number, changed: Partial<Condition> = {}): Condition =>
  accepted(observedGeneration, {type: "ResolvedRefs", ...changed});

/** A route of generation 4 whose one parent says this of it. */
function withConditions(conditions: readonly Condition[], parentRef = publicGateway): HttpRoute {
  return {...httpRoute({blue: 100}), status: {parents: [{parentRef, conditions}]}};
}

const objects = (route: HttpRoute | undefined): RouteObjects => ({
  objects: route ? [route] : [],
  gateway: undefined,
  liveService: undefined,
  liveEndpoints: [],
});

const NOT_SEEN = "waiting: HTTPRoute shop: Gateway public in namespace gateways has not seen it yet";

/** A controller that tells no generation of what it says. */
const ungenerated = ({observedGeneration: _, ...condition}: Condition): Condition => condition;

const legacyGateway: ParentReference = {name: "legacy"};

/** A route with a second parent, which says this of it; nothing where nobody ever ran it. */
function withSecond(
  conditions: readonly Condition[] | undefined,
  first: readonly Condition[] = [accepted(4)],
): HttpRoute {
  const route = withConditions(first);
  const told = conditions ? [{parentRef: legacyGateway, conditions}] : [];
  const parents = [...(route.status?.parents ?? []), ...told];
  return {...route, spec: {...route.spec, parentRefs: [legacyGateway, publicGateway]}, status: {parents}};
}

describe("whether the Gateway took the route", () => {
  const orphan = httpRoute({blue: 100});
  const {parentRefs: _, ...withoutParents} = orphan.spec;

  test.each<[string, HttpRoute | undefined, string]>([
    ["accepted in this generation", withConditions([accepted(4), resolved(4)]), "ready"],
    ["accepted in the generation before", withConditions([accepted(3), resolved(3)]), NOT_SEEN],
    ["references resolved for the generation before", withConditions([accepted(4), resolved(3)]), NOT_SEEN],
    ["no status at all", httpRoute({blue: 100}), NOT_SEEN],
    ["a status of another Gateway", withConditions([accepted(4), resolved(4)], {name: "private"}), NOT_SEEN],
    [
      "not accepted",
      withConditions([accepted(4, {status: "False", message: "no listener for shop.example.com"})]),
      "waiting: HTTPRoute shop is not Accepted, says Gateway public in namespace gateways: no listener for shop.example.com",
    ],
    [
      "a backend that does not exist, without a message",
      withConditions([accepted(4), resolved(4, {status: "False", reason: "BackendNotFound"})]),
      "waiting: HTTPRoute shop is not ResolvedRefs, says Gateway public in namespace gateways: BackendNotFound",
    ],
    [
      "accepted by a parent that tells no generation",
      withConditions([accepted(4), resolved(4)].map(ungenerated)),
      "ready",
    ],
    ["accepted, and nothing said of references", withConditions([accepted(4)]), "ready"],
    ["a second parent that nobody runs", withSecond(undefined), "ready"],
    ["a second parent that says nothing", withSecond([]), "ready"],
    [
      "a second parent whose controller was taken away a generation ago",
      withSecond([accepted(3)]),
      "waiting: HTTPRoute shop: Gateway legacy has not seen it yet",
    ],
    [
      "a second parent that refuses",
      withSecond([accepted(4, {status: "False", reason: "NoMatchingListenerHostname"})]),
      "waiting: HTTPRoute shop is not Accepted, says Gateway legacy: NoMatchingListenerHostname",
    ],
    [
      "two parents of which nobody runs either",
      withSecond(undefined, []),
      "waiting: HTTPRoute shop: Gateway legacy has not seen it yet",
    ],
    [
      "no parent",
      {...orphan, spec: withoutParents},
      "failed: HTTPRoute shop has no parent Gateway. Set gateway.parentRefs",
    ],
    ["no route", undefined, "failed: the HTTPRoute does not exist"],
  ])("%s", (_, route, verdict) => {
    const readiness = gatewayApi.readiness(objects(route));
    expect(readiness.state === "ready" ? "ready" : `${readiness.state}: ${readiness.reason}`).toBe(verdict);
  });
});

test.each([
  ["the first, where nobody said anything", {...httpRoute({blue: 100})}, "public"],
  ["the one that took it, where the first is run by nobody", withSecond(undefined), "public"],
  ["the first that took it", withSecond([accepted(4)]), "legacy"],
])("answers come through a parent: %s", (_, route, name) => {
  expect(servingParent(route)?.name).toBe(name);
});

test("listing one slot takes the header rules away, and nobody is led to the other one", () => {
  const target = {live: "green", traffic: {green: 100}, services: {blue: "shop-blue", green: "shop-green"}} as const;
  const [, replace] = gatewayApi.patch(objects(httpRoute({blue: 0, green: 100})), target);
  expect(replace?.value).toEqual(httpRoute({green: 100}).spec.rules);
});

test("a route without its main rule is refused in words", () => {
  const [byHeader] = httpRoute({blue: 50, green: 50}).spec.rules ?? [];
  const edited = {...httpRoute({blue: 100}), spec: {rules: byHeader ? [byHeader] : []}};
  const target = {live: "blue", traffic: {blue: 100}, services: {blue: "shop-blue", green: "shop-green"}} as const;
  expect(gatewayApi.read(objects(edited))).toBeUndefined();
  expect(() => gatewayApi.patch(objects(edited), target)).toThrow(
    "HTTPRoute shop has no main rule any more: somebody edited it",
  );
});

test("a rule that somebody added by hand is not thrown away, but refused in words", () => {
  const target = {live: "blue", traffic: {blue: 100}, services: {blue: "shop-blue", green: "shop-green"}} as const;
  const [main] = httpRoute({blue: 100}).spec.rules ?? [];
  const edited = {...httpRoute({blue: 100}), spec: {rules: main ? [main, main] : []}};
  expect(() => gatewayApi.patch(objects(edited), target)).toThrow(
    "HTTPRoute shop has a rule that djcd did not write: somebody edited it",
  );
});

test("an unknown router is an error that lists the known ones", () => {
  expect(() => routerNamed("istio")).toThrow("router istio is unknown. Known: service, gateway-api, nginx, existing");
});

test("a slot's Service that somebody deleted is no stranger: the mark on its answers tells whose it was", () => {
  const target = {
    live: "blue",
    traffic: {blue: 75, green: 25},
    services: {blue: "shop-blue", green: undefined},
  } as const;
  const [, replace] = gatewayApi.patch(objects(httpRoute({blue: 100, green: 0})), target);
  expect(replace?.value).toEqual(httpRoute({blue: 75, green: 25}).spec.rules);
});
