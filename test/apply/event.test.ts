import {expect, test} from "vitest";
import {tell} from "../../src/apply/event.ts";
import type {WriteSession} from "../../src/apply/session.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {Step} from "../../src/plan/step.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt} from "../fixtures/worlds/worlds.ts";
import {sessionOn} from "./session.fixture.ts";

const block = {number: 1, live: "blue", traffic: {blue: 75, green: 25}, previous: []} as const;
const shift: Step = {kind: "shift", block, why: "#1"};
const down: Step = {kind: "scale-down", slot: "green"};
const ready: Step = {kind: "ready", slot: "green"};

/** The Events that a step makes on an API server, which may refuse them. */
async function told(step: Step, seen: Observation = candidateAt(25), status?: number) {
  const {session, said} = sessionOn({});
  const events: string[] = [];
  const create = async (path: string, event: Told): Promise<void> => {
    if (status) throw new ApiError("POST", path, status, "no");
    const {kind, name, uid} = event.involvedObject;
    events.push(`${path} ${event.type} ${kind} ${name} ${uid}: ${event.reason}: ${event.message}`);
  };
  await tell(step, 1, seen, {...session, diary: {...session.diary, create}} as unknown as WriteSession);
  return {events, said};
}

interface Told {
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: {readonly kind: string; readonly name: string; readonly uid: string};
}

test.each([
  [
    "a move of traffic is one of the live Service",
    shift,
    ["Normal Service shop-live", "TrafficMoved: #1: traffic: blue 75 %, green 25 %"],
  ],
  [
    "what happens to a slot is one of its Deployment",
    down,
    ["Normal Deployment shop-web-green", "SlotDown: #1: scale green to 0, its requests end first"],
  ],
])("%s", async (_, step, parts) => {
  const {events} = await told(step);
  expect(events).toHaveLength(1);
  for (const part of ["/api/v1/namespaces/default/events", ...parts]) expect(events[0]).toContain(part);
});

test("waiting is no Event", async () => {
  expect((await told(ready)).events).toEqual([]);
});

test("a rollout goes on where Events are refused, and says so", async () => {
  const {events, said} = await told(shift, candidateAt(25), 403);
  expect({events, said}).toEqual({events: [], said: [expect.stringContaining("not told as an Event: POST ")]});
});
