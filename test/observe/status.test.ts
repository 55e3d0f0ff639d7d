import {expect, test} from "vitest";
import type {ContainerStatus, Pod} from "../../src/kubernetes/objects.ts";
import {statusOf} from "../../src/observe/status.ts";
import type {Slot} from "../../src/release/names.ts";
import type {Observation} from "../../src/release/observation.ts";
import {ROUTERS} from "../../src/routers/routers.ts";
import {job, pod} from "../fixtures/worlds/objects.ts";
import {candidateAt, killed, stable, unmanaged, warm} from "../fixtures/worlds/worlds.ts";

const UPGRADE = "helm djcd upgrade shop CHART --set-string image.tag=TAG";
const FINISH = "helm djcd finish shop";
const BACK = "helm djcd rollback shop";
const LEFTOVER = (slot: string): string =>
  `${slot} is idle and still has pods: a command was interrupted. Type: ${FINISH}`;

test.each([
  [
    "unmanaged",
    unmanaged,
    {phase: "unmanaged", number: 0, roles: "live idle", weights: "100/0", notes: [], next: [UPGRADE]},
  ],
  [
    "stable",
    stable,
    {phase: "stable", number: 1, roles: "idle live", weights: "0/100", notes: [], next: [UPGRADE, BACK]},
  ],
  [
    "candidate at 25",
    candidateAt(25),
    {
      phase: "candidate",
      number: 1,
      roles: "live candidate",
      weights: "75/25",
      notes: [],
      next: ["helm djcd promote shop", "helm djcd shift shop WEIGHT", BACK],
    },
  ],
  ["warm", warm, {phase: "warm", number: 1, roles: "previous live", weights: "0/100", notes: [], next: [FINISH, BACK]}],
  [
    "route moved and not recorded",
    killed["promote, route moved and not recorded"],
    {
      phase: "candidate",
      number: 1,
      roles: "live candidate",
      weights: "0/100",
      notes: ["the route says blue 0, green 100; recorded is blue 75, green 25. The next command puts it right"],
      next: ["helm djcd promote shop", "helm djcd shift shop WEIGHT", BACK],
    },
  ],
  [
    "a slot that was left running",
    killed["finish, before scale-down"],
    {
      phase: "stable",
      number: 1,
      roles: "idle live",
      weights: "0/100",
      notes: [LEFTOVER("blue")],
      next: [UPGRADE, BACK],
    },
  ],
])("status: %s", (_, seen, expected) => {
  const {phase, number, slots, weights, notes, next} = statusOf(seen, ROUTERS["gateway-api"]);
  const roles = `${slots.blue.role} ${slots.green.role}`;
  expect({phase, number, roles, weights: `${weights.blue}/${weights.green}`, notes, next}).toEqual(expected);
});

const broken = pod("blue", "shop-web-blue-0", {
  phase: "Pending",
  containerStatuses: [waitsFor("CreateContainerConfigError")],
});

function waitsFor(reason: string): ContainerStatus {
  const state = {waiting: {reason, message: 'secret "shop-env" not found'}};
  return {name: "web", ready: false, restartCount: 0, image: "shop:v1", state};
}

/** Of another template, and older or newer. */
const of = (one: Pod, hash: string, hour: number): Pod => ({
  ...one,
  metadata: {
    ...one.metadata,
    creationTimestamp: `2026-11-25T${hour}:00:00Z`,
    labels: {...one.metadata.labels, "pod-template-hash": hash},
  },
});

const starting = pod("blue", "shop-web-blue-1", {phase: "Pending"});

const noPods = (seen: Observation, slot: Slot, pods: readonly Pod[]): Observation => ({
  ...seen,
  slots: {...seen.slots, [slot]: {...seen.slots[slot], pods, endpoints: []}},
});

const failedJob = {job: job("shop-migrate-1", {conditions: [{type: "Failed", status: "True"}]}), pods: []};

test.each<[string, Observation, readonly string[], readonly string[]]>([
  [
    "a Secret that is missing at the first install",
    noPods(unmanaged, "blue", [broken]),
    [
      'blue: 0/2 pods ready: pod shop-web-blue-0, container web: CreateContainerConfigError: secret "shop-env" not found',
    ],
    ["kubectl create secret generic shop-env -n default --from-literal=NAME=VALUE"],
  ],
  [
    "a Job that failed at the first install",
    {...noPods(unmanaged, "blue", []), failedJobs: [failedJob]},
    ["Job shop-migrate-1 failed: undefined", "blue: 0/2 pods ready: Service of slot blue: 0/2 endpoints ready"],
    ["kubectl delete job shop-migrate-1 -n default", "helm upgrade --install shop CHART -n default -f VALUES"],
  ],
  [
    "what was mended, and is not up yet: pods of the version before are not what is wrong now",
    noPods(unmanaged, "blue", [of(broken, "a", 10), of(starting, "b", 11)]),
    ["blue: 0/2 pods ready: pod shop-web-blue-1 is starting"],
    ["helm upgrade --install shop CHART -n default -f VALUES"],
  ],
  [
    "a live version that lost its pods",
    noPods(stable, "green", []),
    ["green: 0/2 pods ready: Service of slot green: 0/2 endpoints ready"],
    [UPGRADE, BACK],
  ],
  ["a Job that failed and was followed by a good one", {...unmanaged, failedJobs: [failedJob]}, [], [UPGRADE]],
  ["an idle slot without pods", noPods(stable, "blue", []), [], [UPGRADE, BACK]],
])("in trouble: %s", (_, seen, troubles, then) => {
  const {notes, next} = statusOf(seen, ROUTERS["gateway-api"]);
  expect({notes, next}).toEqual({notes: troubles, next: then});
});

test("what runs in a slot is counted", () => {
  const {blue, green} = statusOf(stable, ROUTERS["gateway-api"]).slots;
  expect(green).toMatchObject({number: 1, image: "shop:v1", chart: "shop-1.0.0", ready: 2, wanted: 2, endpoints: 2});
  expect(blue).toMatchObject({number: 0, ready: 0, wanted: 0, endpoints: 0});
});

test("where somebody deleted the route, the record is shown", () => {
  const {weights} = statusOf({...stable, route: {...stable.route, objects: []}}, ROUTERS["gateway-api"]);
  expect(weights).toEqual({blue: 0, green: 100});
});
