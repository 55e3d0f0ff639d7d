import {expect, test} from "vitest";
import type {Autoscaler} from "../../src/kubernetes/objects.ts";
import {fullSize, neededPods} from "../../src/release/full-size.ts";
import type {Slot} from "../../src/release/names.ts";
import type {SlotObservation} from "../../src/release/observation.ts";
import {deployment} from "../fixtures/worlds/objects.ts";
import {helmRelease, slotWorld} from "../fixtures/worlds/worlds.ts";

const hpa = (slot: Slot, minReplicas: number): Autoscaler => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: {name: `shop-web-${slot}`},
  spec: {minReplicas, maxReplicas: 10, scaleTargetRef: {name: `shop-web-${slot}`}},
});

/** A slot with so many pods, whose HPA is held at `least`; its version says 2. */
function autoscaled(slot: Slot, pods: number, least = 2): SlotObservation {
  const release = helmRelease(`shop-${slot}`, {}, {manifest: JSON.stringify(hpa(slot, 2))});
  return {...slotWorld(slot, {number: 1, pods}), release, autoscalers: [hpa(slot, least)]};
}

test.each<[what: string, blue: SlotObservation, green: SlotObservation, traffic: [number, number], pods: number]>([
  ["live has everything", autoscaled("blue", 4), autoscaled("green", 0), [100, 0], 4],
  ["live has half and grew with its load", autoscaled("blue", 6, 4), autoscaled("green", 4, 4), [50, 50], 12],
  ["live has half and is held at its least", autoscaled("blue", 4, 4), autoscaled("green", 4, 4), [50, 50], 4],
  ["the candidate has most", autoscaled("blue", 4, 4), autoscaled("green", 6, 4), [25, 75], 8],
  ["no HPA decides", slotWorld("blue", {number: 0, pods: 3}), slotWorld("green", {number: 1, pods: 3}), [75, 25], 3],
])("what all of the traffic needs: %s", (_, blue, green, [b, g], pods) => {
  expect(neededPods({blue, green}, {blue: b, green: g})).toBe(pods);
});

test.each([
  ["as many as are needed", 4, 4],
  ["never under the least of its version", 1, 2],
  ["never over its most", 40, 10],
])("the size of an autoscaled slot: %s", (_, needed, pods) => {
  expect(fullSize(autoscaled("green", 0, 4), deployment("green", 0), needed)).toBe(pods);
});
