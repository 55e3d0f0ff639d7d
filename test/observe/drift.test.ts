import {expect, test} from "vitest";
import {driftNotes} from "../../src/observe/drift.ts";
import type {Observation} from "../../src/release/observation.ts";
import {manifest, withManifest} from "../fixtures/worlds/manifests.ts";
import {deployment} from "../fixtures/worlds/objects.ts";
import {helmRelease, stable, unmanaged, warm, withSlot} from "../fixtures/worlds/worlds.ts";

const recorded = withManifest(warm);
const all = [...manifest("blue"), ...manifest("green")];

const written = (replicas: number, image: string) => {
  const plain = deployment("blue", replicas);
  const managedFields = [
    {manager: "helm", time: "2026-11-25T10:00:00Z"},
    {manager: "kubectl-edit", time: "2026-11-25T12:03:00Z"},
    {manager: "kubectl", time: "2026-11-25T11:00:00Z", subresource: "scale"},
    {manager: "kube-controller-manager", time: "2026-11-25T13:00:00Z", subresource: "status"},
  ];
  const metadata = {...plain.metadata, managedFields};
  const spec = {...plain.spec, template: {spec: {containers: [{name: "web", image}]}}};
  return {workloads: [{...plain, metadata, spec}]};
};

test.each<readonly [string, Observation, readonly string[]]>([
  ["nothing, where all is as recorded", {...recorded, present: new Set(all)}, []],
  ["nothing of what nobody looked at", recorded, []],
  ["nothing before the first rollout", {...unmanaged, present: new Set()}, []],
  [
    "what somebody deleted",
    {...recorded, present: new Set(all.filter((key) => key !== "Service/shop-green"))},
    ["Service/shop-green does not exist: somebody deleted it. The next command puts it back"],
  ],
  [
    "a scale by hand, and whose hand it was",
    withSlot(recorded, "blue", written(5, "shop:v1")),
    ["Deployment/shop-web-blue wants 5 pods, recorded is 2, by kubectl-edit at 12:03:00"],
  ],
  [
    "another image than recorded",
    withSlot(recorded, "blue", written(2, "shop:hotfix")),
    ["Deployment/shop-web-blue runs shop:hotfix, recorded is shop:v1, by kubectl-edit at 12:03:00"],
  ],
  [
    "a plain helm rollback of live or front",
    {...recorded, front: helmRelease("shop", {...recorded.front.values, image: {tag: "v0"}})},
    ["release shop and the live slot hold different versions: somebody ran plain Helm. The next command puts it right"],
  ],
  [
    "an uninstalled live slot",
    withSlot(withManifest(stable), "green", {release: undefined}),
    ["release shop-green, the live slot, was uninstalled"],
  ],
])("drift is told: %s", (_, seen, expected) => expect(driftNotes(seen)).toEqual(expected));

test("the size of an idle slot is no drift: it is scaled beside Helm", () => {
  expect(driftNotes(withManifest(stable))).toEqual([]);
});
