import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {describe, expect, onTestFinished, test} from "vitest";
import type {WriteSession} from "../../src/apply/session.ts";
import {shift} from "../../src/apply/shift.ts";
import {ready} from "../../src/apply/slot.ts";
import {worldOf} from "../../src/apply/world.ts";
import {DjcdError} from "../../src/errors.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {HttpRoute, KubeObject} from "../../src/kubernetes/objects.ts";
import {observe} from "../../src/observe/observe.ts";
import type {FrontBlock, Traffic} from "../../src/release/block.ts";
import {secret} from "../fixtures/worlds/api.ts";
import {deployment, endpoints, httpRoute, liveService, pod, service} from "../fixtures/worlds/objects.ts";
import {sessionOn} from "./session.fixture.ts";

const person = {router: "gateway-api"};

const recorded = (traffic: Traffic): FrontBlock => ({
  number: 1,
  live: "blue",
  candidate: "green",
  traffic,
  previous: [],
});

/** The Gateway took the route. */
function taken(traffic: Traffic): KubeObject {
  const conditions = ["Accepted", "ResolvedRefs"].map((type) => ({type, status: "True", observedGeneration: 4}));
  const parents = [{parentRef: {name: "public", namespace: "gateways"}, conditions}];
  return {...httpRoute(traffic), status: {parents}} as KubeObject;
}

/** A candidate in green, with these pods ready behind each Service. */
function cluster(route: Traffic, {blue = ["blue-1"], green = ["green-1"]} = {}) {
  return {
    secrets: [
      secret("shop", {...person, part: "front", rollout: recorded({blue: 100, green: 0})}),
      secret("shop-blue", {...person, part: "slot", rollout: {number: 0, revision: 1}}),
      secret("shop-green", {...person, part: "slot", rollout: {number: 1, revision: 1}}),
    ],
    deployments: [deployment("blue", 1), deployment("green", 1)],
    pods: [pod("blue", "blue-1"), pod("green", "green-1")],
    services: [service("blue"), service("green"), liveService("blue")],
    endpointslices: [endpoints("shop-blue", blue), endpoints("shop-green", green)],
    httproutes: [taken(route)],
  };
}

const to = (traffic: Traffic) => ({kind: "shift", block: recorded(traffic), why: "#1 moves"}) as const;

const RECORD = "helm upgrade shop: #1 moves, by ann";

test.each([
  ["the route first, then the record", {blue: 100, green: 0}, {blue: 75, green: 25}, ["patch httproutes shop", RECORD]],
  ["only the record, where the route was moved before a kill", {blue: 75, green: 25}, {blue: 75, green: 25}, [RECORD]],
])("weights go on %s", async (_, now, wanted, expected) => {
  const {session, done, said} = sessionOn(cluster(now));
  await shift(to(wanted), session);
  expect(done).toEqual(expected);
  expect(said.join()).toContain("not verified: no answer with a slot's mark");
});

/** A Gateway that answers each request in the name of a slot, as it is asked for or as it likes; ends with the test. */
async function answeringAs(slot: string, heard: () => void = () => {}): Promise<string> {
  const server = createServer(({headers}, answer) => {
    heard();
    answer.setHeader("X-Djcd-Slot", `${headers["x-djcd-slot"] ?? slot}`).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** A second parent said something once, and nobody runs it any more. */
function abandoned(route: KubeObject): KubeObject {
  const {spec, status} = route as HttpRoute;
  const legacy = {name: "legacy"};
  const conditions = [{type: "Accepted", status: "True", observedGeneration: 1}];
  return {
    ...route,
    spec: {...spec, parentRefs: [...(spec.parentRefs ?? []), legacy]},
    status: {parents: [...(status?.parents ?? []), {parentRef: legacy, conditions}]},
  } as KubeObject;
}

const UNHEARD = "HTTPRoute shop: Gateway legacy has not seen it yet";

test("a parent that nobody runs any more is named, and the answers decide", async () => {
  const {session, said} = sessionOn({...cluster({blue: 100}), httproutes: [abandoned(taken({blue: 100}))]});
  await shift(to({blue: 100}), {...session, probeUrl: await answeringAs("blue")});
  expect(said).toEqual([
    `  waiting: ${UNHEARD}`,
    `  ${UNHEARD}: the answers decide`,
    "  seen in the answers: blue 100 %",
  ]);
});

describe("the answers are looked at while the record is written", () => {
  const moving = () => sessionOn(cluster({blue: 100}));

  test("which it waits for", async () => {
    const {session, said} = moving();
    let isRecorded = false;
    let asked = (): void => {};
    const isAsked = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const upgrade = async (): Promise<void> => {
      await isAsked;
      isRecorded = true;
    };
    const probeUrl = await answeringAs("blue", () => asked());
    await shift(to({blue: 100}), {...session, probeUrl, helm: {...session.helm, upgrade}});
    expect({isRecorded, said}).toEqual({isRecorded: true, said: ["  seen in the answers: blue 100 %"]});
  });

  test("and where it fails nothing else is told, and nobody looks on", async () => {
    const {session, said} = moving();
    let asked = 0;
    const probeUrl = await answeringAs("green", () => {
      asked++;
    });
    const upgrade = (): Promise<void> => Promise.reject(new DjcdError("no record"));
    await expect(shift(to({blue: 100}), {...session, probeUrl, helm: {...session.helm, upgrade}})).rejects.toThrow(
      "no record",
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const then = asked;
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect({said, more: asked - then}).toEqual({said: [], more: 0});
  });
});

test.each([
  ["answers of another slot", async () => answeringAs("green")],
  ["nobody to ask", async () => undefined],
])("it is waited for where nothing else speaks for the route: %s", async (_, probeUrl) => {
  const {session} = sessionOn({...cluster({blue: 100}), httproutes: [abandoned(taken({blue: 100}))]});
  await expect(shift(to({blue: 100}), {...session, probeUrl: await probeUrl()})).rejects.toThrow(
    `not ready after 60 s: ${UNHEARD}`,
  );
});

test("whoever gave the address to be asked is told what it answers, not to give one", async () => {
  const {session, said} = sessionOn(cluster({blue: 100}));
  await shift(to({blue: 100}), {...session, probeUrl: "http://127.0.0.1:9/"});
  expect(said).toContain(
    "  not verified: no answer of http://127.0.0.1:9/ for host shop.example.com carries a slot's mark",
  );
});

test("nothing is written where the slot that gets more has no endpoint", async () => {
  const {session, done} = sessionOn(cluster({blue: 100, green: 0}, {green: []}));
  await expect(shift(to({blue: 75, green: 25}), session)).rejects.toThrow(
    "no traffic goes to green: Service of slot green: 0/1 endpoints ready",
  );
  expect(done).toEqual([]);
});

test("the way back to live stands open while one of its pods answers, whatever the others do", async () => {
  const starting = pod("blue", "blue-2", {phase: "Pending"});
  const objects = cluster({blue: 0, green: 100}, {green: []});
  const {session, done} = sessionOn({...objects, pods: [...objects.pods, starting]});
  await shift(to({blue: 100, green: 0}), session);
  expect(done).toEqual(["patch httproutes shop", RECORD]);
});

test("a slot that became ready within the second for which a look counts gets its traffic", async () => {
  const late = endpoints("shop-green", []);
  const objects = {...cluster({blue: 100, green: 0})};
  const whole = objects.endpointslices;
  objects.endpointslices = [endpoints("shop-blue", ["blue-1"]), late].map(ofSlot);
  const {session: plain, done} = sessionOn(objects);
  const {clock} = plain.context;
  const sleep = async (milliseconds: number): Promise<void> => {
    objects.endpointslices = whole.map(ofSlot);
    await clock.sleep(milliseconds);
  };
  const world = worldOf(clock, plain.api, (kept) => observe(kept, "default", "shop"));
  const session: WriteSession = {...plain, world, context: {...plain.context, clock: {...clock, sleep}}};
  await ready({kind: "ready", slot: "green"}, session);
  await shift(to({blue: 75, green: 25}), session);
  expect(done).toContain("patch httproutes shop");
});

/** With the slot among its labels, by which the slices of one slot are asked for. */
function ofSlot<T extends KubeObject>(slice: T): T {
  const slot = slice.metadata.name.includes("green") ? "green" : "blue";
  return {...slice, metadata: {...slice.metadata, labels: {...slice.metadata.labels, slot}}};
}

describe("where a policy refuses the mark on answers", () => {
  const POLICY = "filters on backends are forbidden";

  /** The API server refuses each write with a filter in it; Helm, where it is said, refuses the record. */
  const refusing = (objects: ReturnType<typeof cluster>, {record = false} = {}) => {
    const told = sessionOn(objects);
    const patch: WriteSession["api"]["patch"] = async (path, type, body) => {
      const written = (body as {op: string; value: unknown}[]).find(({op}) => op === "replace");
      if (JSON.stringify(written).includes("ResponseHeaderModifier")) throw new ApiError("PATCH", path, 422, POLICY);
      return told.session.api.patch(path, type, body);
    };
    const upgrade = async (): Promise<void> => {
      throw new DjcdError(POLICY);
    };
    const helm = record ? {...told.session.helm, upgrade} : told.session.helm;
    return {...told, session: {...told.session, helm, api: {...told.session.api, patch}}};
  };

  test("the way back drops it", async () => {
    const {session, done, said} = refusing(cluster({blue: 50, green: 50}));
    await shift(to({blue: 100}), session);
    expect(done).toEqual(["patch httproutes shop", RECORD]);
    expect(said).toContain(`  without the mark on its answers, which the API server refused: ${POLICY}`);
  });

  test("what cannot be recorded then is told after the traffic has moved", async () => {
    const {session, done} = refusing(cluster({blue: 50, green: 50}), {record: true});
    await expect(shift(to({blue: 100}), session)).rejects.toThrow(
      "traffic is on blue 100 %, without the mark on its answers, and that cannot be recorded: the API server refused: " +
        `PATCH /apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes/shop: 422 ${POLICY}\n` +
        "Let that policy take what release shop writes, then type the same command again",
    );
    expect(done).toEqual(["patch httproutes shop"]);
  });

  test("a share without the mark is none: nobody could tell who answers", async () => {
    const {session, done} = refusing(cluster({blue: 100, green: 0}));
    await expect(shift(to({blue: 75, green: 25}), session)).rejects.toThrow(POLICY);
    expect(done).toEqual([]);
  });
});
