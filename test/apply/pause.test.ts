import {expect, test} from "vitest";
import {analysisOf} from "../../src/analysis/settings.ts";
import {pause} from "../../src/apply/pause.ts";
import type {Session} from "../../src/apply/session.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {KubeObject, Pod} from "../../src/kubernetes/objects.ts";
import {secret} from "../fixtures/worlds/api.ts";
import {deployment, endpoints, httpRoute, liveService, pod, service} from "../fixtures/worlds/objects.ts";
import {sessionOn} from "./session.fixture.ts";

const person = {router: "gateway-api"};
const traffic = {blue: 75, green: 25};

/** A candidate at 25 % in green, with this pod, and these Events. */
function cluster(green: KubeObject, events: readonly KubeObject[] = []) {
  const rollout = {number: 1, live: "blue", candidate: "green", traffic, previous: []};
  return {
    secrets: [
      secret("shop", {...person, part: "front", rollout}),
      secret("shop-blue", {...person, part: "slot", rollout: {number: 0, revision: 1}}),
      secret("shop-green", {...person, part: "slot", rollout: {number: 1, revision: 1}}),
    ],
    deployments: [deployment("blue", 1), deployment("green", 1)],
    pods: [pod("blue", "blue-1"), green],
    services: [service("blue"), service("green"), liveService("blue")],
    endpointslices: [endpoints("shop-blue", ["blue-1"]), endpoints("shop-green", ["green-1"])],
    httproutes: [httpRoute(traffic)],
    events,
  };
}

const well = pod("green", "shop-web-green-1");

const warning = {
  ...{
    apiVersion: "v1",
    kind: "Event",
    metadata: {name: "e"},
    type: "Warning",
    reason: "FailedMount",
    message: "no volume",
  },
  involvedObject: {kind: "Pod", name: "shop-web-green-1"},
  lastTimestamp: "2026-11-25T10:00:00Z",
};

const crashing: Pod = {
  ...(well as Pod),
  status: {
    containerStatuses: [
      {name: "web", ready: false, restartCount: 3, image: "shop", state: {waiting: {reason: "CrashLoopBackOff"}}},
    ],
  },
};

const step = {kind: "pause", seconds: 60} as const;

test("a pause of a candidate that does well takes its time, and says how much is left", async () => {
  const {session, said} = sessionOn(cluster(well));
  await pause(step, session);
  expect(session.context.clock.now().getTime()).toBe(60_000);
  expect(said).toEqual(["  pausing: 30s left"]);
});

test.each([
  ["a crash loop", cluster(crashing), /^pod shop-web-green-1, container web: CrashLoopBackOff/],
  ["a Warning Event", cluster(well, [warning]), /^Pod shop-web-green-1: FailedMount: no volume/],
])("%s ends a pause at its first look", async (_, objects, message) => {
  const {session} = sessionOn(objects);
  await expect(pause(step, session)).rejects.toThrow(
    expect.objectContaining({message: expect.stringMatching(message), code: 3, reason: "analysis-failed"}),
  );
  expect(session.context.clock.now().getTime()).toBe(5000);
});

test("a cluster that cannot be seen for a moment ends no rollout, and one that cannot be seen at the end holds it", async () => {
  const {session} = sessionOn(cluster(well));
  let looks = 0;
  const blind = (from: number): Session["api"] => ({
    ...session.api,
    get: async (path) => {
      if (path.includes("/events") && ++looks >= from && looks < from + 3) throw new ApiError("GET", path, 500, "etcd");
      return session.api.get(path);
    },
  });
  await pause(step, {...session, api: blind(3)});
  looks = 0;
  await expect(pause(step, {...session, api: blind(11), asTyped: (command) => command})).rejects.toThrow(
    expect.objectContaining({code: 4, reason: "not-enough-data"}),
  );
});

test("a Prometheus that is down makes a pause longer, then leaves the traffic where it is", async () => {
  const {session, said} = sessionOn(cluster(well));
  const down = {enabled: true, extend: "1m", prometheus: {url: "http://127.0.0.1:1"}};
  const analysis = analysisOf({analysis: down});
  await expect(
    pause({...step, ...(analysis && {analysis})}, {...session, asTyped: (command) => command}),
  ).rejects.toThrow(
    expect.objectContaining({
      code: 4,
      reason: "not-enough-data",
      message: expect.stringMatching(
        /^traffic stays as it is, for a person to decide: error share: not enough data \(Prometheus: ECONNREFUSED\)\. To look again: helm djcd upgrade shop/,
      ),
    }),
  );
  expect(session.context.clock.now().getTime()).toBe(120_000);
  expect(said).toContain("  pausing longer: error share: not enough data (Prometheus: ECONNREFUSED)");
});

test.each([
  ["has so much less to last", 40_000, 20_000],
  ["is looked at once more where its time is over", 300_000, 0],
])("a pause that began before it was cut short %s", async (_, ago, lasts) => {
  const {session} = sessionOn(cluster(well));
  const {clock} = session.context;
  await clock.sleep(1_000_000);
  const now = clock.now().getTime();
  await pause({...step, since: new Date(now - ago).toISOString()}, session);
  expect(clock.now().getTime() - now).toBe(lasts);
});
