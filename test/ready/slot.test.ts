import {describe, expect, test} from "vitest";
import {podsAreReady, slotIsDown, slotReadiness} from "../../src/ready/slot.ts";
import type {SlotObservation} from "../../src/release/observation.ts";
import {deployment, endpoints, pod} from "../fixtures/worlds/objects.ts";
import {slotWorld} from "../fixtures/worlds/worlds.ts";
import {verdict} from "./verdict.ts";

const up = slotWorld("green", {number: 1, pods: 2});
const starting = pod("green", "late", {phase: "Pending", conditions: []});
const hopeless = pod("green", "bad", {
  containerStatuses: [
    {name: "web", ready: false, restartCount: 0, image: "", state: {waiting: {reason: "ErrImagePull"}}},
  ],
});
const leaving = {...hopeless, metadata: {...hopeless.metadata, deletionTimestamp: "2026-11-25T10:00:00Z"}};
const [first] = up.workloads;
const unseen = deployment("green", 2);

const withOneEndpoint = [endpoints("shop-green", ["shop-web-green-0"])];
const notReady = [{...endpoints("shop-green", []), endpoints: [{addresses: ["10.0.0.1"], conditions: {ready: false}}]}];

/** Workers run beside the web; no Service leads to them. */
const worker = {
  ...unseen,
  metadata: {...unseen.metadata, name: "shop-worker-green", labels: {"app.kubernetes.io/component": "worker"}},
};

describe("whether a slot may take requests", () => {
  test.each<[string, Partial<SlotObservation>, string]>([
    ["everything is there", {}, "ready"],
    ["never filled", {workloads: []}, "failed: slot green has no Deployment"],
    ["scaled to 0", {workloads: [deployment("green", 0)], pods: []}, "failed: slot green is scaled to 0"],
    [
      "a pod that cannot heal decides, whatever else waits",
      {pods: [starting, hopeless]},
      "failed: pod bad, container web: ErrImagePull",
    ],
    ["a pod that starts", {pods: [...up.pods, starting]}, "waiting: pod late is starting"],
    ["a pod that is on its way out does not count", {pods: [...up.pods, leaving]}, "ready"],
    ["an endpoint is missing", {endpoints: withOneEndpoint}, "waiting: Service of slot green: 1/2 endpoints ready"],
    ["an endpoint is not ready", {endpoints: notReady}, "waiting: Service of slot green: 0/2 endpoints ready"],
    ["workers need no endpoints", {workloads: first ? [worker, first] : []}, "ready"],
  ])("%s", (_, changed, expected) => expect(verdict(slotReadiness({...up, ...changed}))).toBe(expected));
});

test.each<[string, Partial<SlotObservation>, boolean]>([
  ["all of them", {endpoints: []}, true],
  ["one starts", {pods: [...up.pods, starting]}, false],
  ["one is missing", {pods: up.pods.slice(0, 1)}, false],
  ["one of the version before leaves", {pods: [...up.pods, leaving]}, true],
  ["one leaves, and its successor is not there", {pods: [...up.pods.slice(0, 1), leaving]}, false],
])("whether the pods that stay are ready: %s", (_, changed, expected) => {
  expect(podsAreReady({...up, ...changed})).toBe(expected);
});

test.each<[string, SlotObservation, string]>([
  ["no pod is left", slotWorld("green", {number: 1}), "ready"],
  ["never filled", slotWorld("green", {}), "ready"],
  [
    "scaled to 0, and a pod still ends its requests",
    {...up, workloads: [deployment("green", 0)], pods: up.pods.slice(0, 1)},
    "waiting: slot green: pods that are still there: shop-web-green-0",
  ],
  [
    "scaled to 0, and its controller was about to make its first pods",
    {...up, pods: [], workloads: [{...deployment("green", 0), status: {observedGeneration: 1, replicas: 0}}]},
    "waiting: Deployment shop-web-green: its controller has not seen yet that it goes down",
  ],
  [
    "scaled to 0, and its controller counts pods that no list has yet",
    {...up, pods: [], workloads: [{...deployment("green", 0), status: {observedGeneration: 2, replicas: 2}}]},
    "waiting: Deployment shop-web-green: its controller has not seen yet that it goes down",
  ],
])("whether a slot is down: %s", (_, slot, expected) => expect(verdict(slotIsDown(slot))).toBe(expected));
