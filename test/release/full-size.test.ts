import {expect, test} from "vitest";
import type {Autoscaler} from "../../src/kubernetes/objects.ts";
import {fullSize, grownByHand, neededPods} from "../../src/release/full-size.ts";
import type {Slot} from "../../src/release/names.ts";
import type {SlotObservation} from "../../src/release/observation.ts";
import {deployment} from "../fixtures/worlds/objects.ts";
import {helmRelease, slotWorld, stable} from "../fixtures/worlds/worlds.ts";

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
  const slots = {blue: slotWorld("blue", {number: 0, pods: needed}), green: autoscaled("green", 0, 4)};
  expect(fullSize({...stable, slots}, "green", deployment("green", 0), {blue: 100})).toBe(pods);
});

/** A slot with so many pods, whose version says so many. */
function sized(slot: Slot, pods: number, said: number, rollout: object = {}): SlotObservation {
  const values = {part: "slot", rollout: {number: 1, ...rollout}};
  const release = helmRelease(`shop-${slot}`, values, {manifest: JSON.stringify(deployment(slot, said))});
  return {...slotWorld(slot, {number: 1, pods}), release};
}

const withoutHpa = {...sized("green", 0, 2), autoscalers: []};

test.each<[what: string, live: SlotObservation, pods: number]>([
  ["as its version says", sized("blue", 2, 2), 2],
  ["as large as live, which somebody scaled", sized("blue", 6, 2), 6],
  ["as large as live, which was written with the size that somebody gave it", sized("blue", 6, 6, {least: 6}), 6],
  ["as its version says, where live has fewer", sized("blue", 1, 2), 2],
  ["as its version says, where that is less than what the version of live says", sized("blue", 4, 4), 2],
  ["as large as live, which its HPA has grown", autoscaled("blue", 8), 8],
  ["as its version says, where the HPA of live has it at its least", autoscaled("blue", 2), 2],
  ["as large as live, which an HPA of somebody's has grown", {...sized("blue", 5, 2), autoscalers: []}, 5],
])("a candidate without an HPA gets its size: %s", (_, live, pods) => {
  const seen = {...stable, slots: {blue: live, green: withoutHpa}};
  expect(fullSize(seen, "green", deployment("green", 0), {blue: 100})).toBe(pods);
});

test("a plain install is written in the front: what somebody scaled it to counts, too", () => {
  const {release, ...blue} = sized("blue", 6, 2);
  const front = {...stable.front, manifest: release?.manifest ?? ""};
  const seen = {front, slots: {blue: {...blue, release: undefined}, green: withoutHpa}};
  expect([grownByHand(seen, "blue"), fullSize(seen, "green", deployment("green", 0), {blue: 100})]).toEqual([6, 6]);
});
