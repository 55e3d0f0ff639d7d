import {expect, test} from "vitest";
import {eventTrip, judgeRestarts, podTrip, restartsOf} from "../../src/analysis/pod-troubles.ts";
import type {ContainerState, KubeEvent, Pod} from "../../src/kubernetes/objects.ts";

const running = {running: {startedAt: "2026-11-25T10:00:00Z"}};
const killed = {terminated: {exitCode: 137, reason: "OOMKilled"}};

function pod(restartCount: number, state: ContainerState, lastState: ContainerState = {}): Pod {
  const container = {name: "web", ready: true, restartCount, image: "shop:v2", state, lastState};
  const ready = [{type: "Ready", status: "True"}];
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {name: "shop-web-green-1"},
    spec: {containers: []},
    status: {conditions: ready, containerStatuses: [container]},
  };
}

const OOM = "pod shop-web-green-1, container web: OOMKilled, its memory limit is reached";

test.each([
  ["a pod that runs", pod(0, running), undefined],
  ["a pod that runs again after its memory was full", pod(1, running, killed), OOM],
  ["a pod whose memory is full just now", pod(0, killed), OOM],
  [
    "a pod that crashes again and again",
    pod(3, {waiting: {reason: "CrashLoopBackOff"}}, {terminated: {exitCode: 1, reason: "Error"}}),
    "pod shop-web-green-1, container web: CrashLoopBackOff (last end: Error, code 1)",
  ],
  [
    "a pod whose image is gone",
    pod(0, {waiting: {reason: "ImagePullBackOff", message: "no such image"}}),
    "pod shop-web-green-1, container web: ImagePullBackOff: no such image",
  ],
])("%s", (_, now, expected) => expect(podTrip([now], {"shop-web-green-1": 0})).toBe(expected));

test("what happened to a pod before the step is not the step's", () => {
  const now = pod(1, running, killed);
  expect(podTrip([now], restartsOf([now]))).toBeUndefined();
});

test.each([
  [0, 0, "0: pass"],
  [1, 0, "1: fail"],
  [1, 1, "1: pass"],
])("%d restarts where %d are allowed", (since, max, expected) => {
  const {candidate, verdict} = judgeRestarts([pod(2 + since, running)], {"shop-web-green-1": 2}, {max});
  expect(`${candidate}: ${verdict}`).toBe(expected);
});

function event(name: string, reason: string, lastTimestamp: string, type = "Warning"): KubeEvent {
  const involvedObject = {kind: "Pod", name};
  return {
    apiVersion: "v1",
    kind: "Event",
    metadata: {name: "e"},
    type,
    reason,
    message: "text",
    involvedObject,
    lastTimestamp,
  };
}

const [before, after] = ["2026-11-25T09:59:00Z", "2026-11-25T10:01:00Z"];

test.each([
  [
    "a Warning of the candidate",
    event("shop-web-green-1", "FailedMount", after),
    "Pod shop-web-green-1: FailedMount: text",
  ],
  ["one from before the step", event("shop-web-green-1", "FailedMount", before), undefined],
  ["one of live", event("shop-web-blue-1", "FailedMount", after), undefined],
  ["one that says nothing of a version", event("shop-web-green-1", "Unhealthy", after), undefined],
  ["an Event that is no Warning", event("shop-web-green-1", "Pulled", after, "Normal"), undefined],
])("%s", (_, found, expected) =>
  expect(eventTrip([found], ["shop-web-green"], new Date("2026-11-25T10:00:00Z"))).toBe(expected),
);
