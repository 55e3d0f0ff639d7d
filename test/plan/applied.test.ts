import {expect, test} from "vitest";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {refuseApplied, tellOfAppliedRoute} from "../../src/plan/applied.ts";
import {planPromote} from "../../src/plan/promote.ts";
import type {Observation} from "../../src/release/observation.ts";
import {httpRoute} from "../fixtures/worlds/objects.ts";
import {candidateAt, withSlot} from "../fixtures/worlds/worlds.ts";

const seen = candidateAt(25);

const byFlux = <T extends KubeObject>(object: T | undefined): T => {
  if (!object) return expect.fail("no object");
  const labels = {...object.metadata.labels, "helm.toolkit.fluxcd.io/name": "shop"};
  return {...object, metadata: {...object.metadata, labels}};
};

test.each<[string, Observation, string]>([
  [
    "a workload",
    withSlot(seen, "blue", {workloads: seen.slots.blue.workloads.map(byFlux)}),
    "Deployment shop-web-blue",
  ],
  [
    "the Service of the candidate",
    withSlot(seen, "green", {service: byFlux(seen.slots.green.service)}),
    "Service shop-green",
  ],
  ["the route", {...seen, route: {...seen.route, objects: seen.route.objects.map(byFlux)}}, "HTTPRoute shop"],
  [
    "the live Service",
    {...seen, route: {...seen.route, liveService: byFlux(seen.route.liveService)}},
    "Service shop-live",
  ],
])("what a controller applies is not written beside it: %s", (_, observation, name) => {
  expect(() => refuseApplied(observation)).toThrow(
    `${name} is applied by Flux (HelmRelease shop): what is written beside its repository is put back later. ` +
      "Type the same with --write DIR, the folder of the release's values files: djcd then changes what is committed",
  );
});

test("what no controller applies is not refused", () => {
  expect(() => refuseApplied(seen)).not.toThrow();
});

test("a route of a person's own that a controller applies is told of, where traffic moves", () => {
  const owned = {...seen, route: {...seen.route, owned: byFlux(httpRoute({blue: 100}))}};
  const plan = planPromote(owned);
  expect(tellOfAppliedRoute(owned, plan).says).toEqual([
    ...plan.says,
    "HTTPRoute shop is applied by Flux (HelmRelease shop): it has to leave spec.rules alone, or the weights are put back",
  ]);
  expect(tellOfAppliedRoute(owned, {...plan, steps: []}).says).toEqual(plan.says);
});
