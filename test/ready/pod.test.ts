import {describe, expect, test} from "vitest";
import type {ContainerStatus, Pod} from "../../src/kubernetes/objects.ts";
import {podReadiness, restarts, troubledContainer} from "../../src/ready/pod.ts";
import {pod} from "../fixtures/worlds/objects.ts";
import {verdict} from "./verdict.ts";

type Status = NonNullable<Pod["status"]>;

function container(state: ContainerStatus["state"], changed: Partial<ContainerStatus> = {}): ContainerStatus {
  return {name: "web", ready: false, restartCount: 0, image: "shop:v2", ...(state && {state}), ...changed};
}

const web = (state: ContainerStatus["state"], changed: Partial<ContainerStatus> = {}): Status => ({
  phase: "Pending",
  containerStatuses: [container(state, changed)],
});

const init = (state: ContainerStatus["state"]): Status => ({
  phase: "Pending",
  initContainerStatuses: [container({terminated: {exitCode: 0}}, {name: "first"}), container(state, {name: "await"})],
  containerStatuses: [container({waiting: {reason: "PodInitializing"}})],
});

const crashed = {lastState: {terminated: {exitCode: 3, reason: "Error"}}, restartCount: 2};

const unschedulable = {type: "PodScheduled", status: "False", reason: "Unschedulable"};

test.each<[string, Status | undefined, string]>([
  ["ready", {conditions: [{type: "Ready", status: "True"}]}, "ready"],
  ["seen by nobody yet", undefined, "waiting: pod x is starting"],
  [
    "an image that does not exist",
    web({waiting: {reason: "ImagePullBackOff", message: "Back-off pulling image shop:v2"}}),
    "failed: pod x, container web: ImagePullBackOff: Back-off pulling image shop:v2",
  ],
  [
    "an image name that is none",
    web({waiting: {reason: "InvalidImageName"}}),
    "failed: pod x, container web: InvalidImageName",
  ],
  [
    "a crash loop: how it ended, not how long Kubernetes backs off",
    web({waiting: {reason: "CrashLoopBackOff", message: "back-off 40s"}}, crashed),
    "failed: pod x, container web: CrashLoopBackOff (last end: Error, code 3)",
  ],
  [
    "a Secret that does not exist",
    web({waiting: {reason: "CreateContainerConfigError", message: 'secret "shop-env" not found'}}),
    'failed: pod x, container web: CreateContainerConfigError: secret "shop-env" not found',
  ],
  [
    "no node has room",
    {phase: "Pending", conditions: [{...unschedulable, message: "0/3 nodes are available: 3 Insufficient cpu."}]},
    "waiting: pod x cannot be scheduled: 0/3 nodes are available: 3 Insufficient cpu.",
  ],
  [
    "unschedulable without a message",
    {conditions: [unschedulable]},
    "waiting: pod x cannot be scheduled: Unschedulable",
  ],
  ["an init container that waits for migrations", init({running: {}}), "waiting: pod x is in its init container await"],
  [
    "an init container that crashes",
    init({waiting: {reason: "CrashLoopBackOff"}}),
    "failed: pod x, container await: CrashLoopBackOff",
  ],
  [
    "a start that ended twice, and Kubernetes tries a third",
    web({running: {}}, {...crashed, started: false}),
    "failed: pod x, container web: its start ended 2 times (last end: Error, code 3)",
  ],
  [
    "a start that has just ended for the second time",
    web({terminated: {exitCode: 1, reason: "Error"}}, {...crashed, restartCount: 1, started: false}),
    "failed: pod x, container web: its start ended 2 times (last end: Error, code 1)",
  ],
  [
    "a start that ended once: another one may be better",
    web({terminated: {exitCode: 1, reason: "Error"}}, {started: false}),
    "waiting: pod x is not ready: container web does not answer its probe yet",
  ],
  [
    "a version that was up, and restarted long ago",
    web({running: {}}, {...crashed, started: true}),
    "waiting: pod x is not ready: container web does not answer its probe yet",
  ],
  [
    "a program that is not in the image, in the words of the kubelet",
    web(
      {waiting: {reason: "CrashLoopBackOff"}},
      {lastState: {terminated: {exitCode: 128, reason: "StartError", message: 'exec: "gunicorn":\nnot found'}}},
    ),
    'failed: pod x, container web: CrashLoopBackOff (last end: StartError, code 128: exec: "gunicorn": not found)',
  ],
  [
    "running, and its probe is not answered",
    web({running: {}}),
    "waiting: pod x is not ready: container web does not answer its probe yet",
  ],
  [
    "creating",
    web({waiting: {reason: "ContainerCreating"}}),
    "waiting: pod x is not ready: container web does not answer its probe yet",
  ],
])("%s", (_, status, expected) => {
  const {status: __, ...bare} = pod("green", "x");
  expect(verdict(podReadiness(status ? {...bare, status} : bare))).toBe(expected);
});

describe("which log tells why", () => {
  test.each<[string, Status, ReturnType<typeof troubledContainer>]>([
    [
      "of the container that crashes: its last run",
      web({waiting: {reason: "CrashLoopBackOff"}}, crashed),
      {name: "web", previous: true},
    ],
    ["of none that never started", web({waiting: {reason: "ImagePullBackOff"}}), undefined],
    ["of one that runs and is not ready: this run", web({running: {}}, crashed), {name: "web", previous: false}],
    ["of an init container that waits", init({running: {}}), {name: "await", previous: false}],
    ["of none that is ready", web({running: {}}, {ready: true}), undefined],
  ])("%s", (_, status, name) => expect(troubledContainer(pod("green", "x", status))).toEqual(name));
});

test("restarts are those of all containers", () => {
  const both = {containerStatuses: [container({}, {restartCount: 2}), container({}, {restartCount: 1})]};
  expect(restarts(pod("green", "x", both))).toBe(3);
});
