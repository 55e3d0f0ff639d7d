import {expect, test} from "vitest";
import {routeWrites} from "../../src/plan/route-writes.ts";
import type {Plan} from "../../src/plan/step.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, helmRelease, stable, unmanaged, warm, withSlot} from "../fixtures/worlds/worlds.ts";
import {VERBS, type Verb} from "./outcome.ts";

// What is asked of the API server before a rollout begins: everything that it will write on the route, and its way back.

const planOf = (verb: Verb, seen: Observation): Plan => VERBS[verb](seen, undefined);

const onService = (seen: Observation): Observation =>
  withSlot(seen, "green", {
    release: helmRelease("shop-green", {router: "service", part: "slot", rollout: {number: 1, revision: 1}}),
  });

test.each<[string, Verb, Observation, readonly string[]]>([
  [
    "the first upgrade",
    "upgrade",
    unmanaged,
    ["blue 75 %, green 25 %", "blue 50 %, green 50 %", "blue 0 %, green 100 %", "green 100 %"],
  ],
  [
    "a later upgrade",
    "upgrade",
    stable,
    ["blue 25 %, green 75 %", "blue 50 %, green 50 %", "blue 100 %, green 0 %", "blue 100 %"],
  ],
  [
    "a share",
    "shift 25",
    candidateAt(10),
    ["blue 75 %, green 25 %", "blue 0 %, green 100 %", "blue 100 %", "green 100 %"],
  ],
  ["a promotion", "promote", candidateAt(25), ["blue 0 %, green 100 %", "blue 100 %", "green 100 %"]],
  ["the end", "finish", warm, ["green 100 %"]],
  ["nothing to do", "finish", stable, []],
  ["the selector of a Service, which has no shares", "upgrade", onService(stable), ["blue 100 %, green 0 %"]],
])("%s", (_, verb, seen, expected) => {
  expect(routeWrites(seen, planOf(verb, seen)).map(({traffic}) => traffic)).toEqual(expected);
});

test("a slot that was never filled is asked for by the name that its Service will have", () => {
  const [first] = routeWrites(unmanaged, planOf("upgrade", unmanaged));
  expect(JSON.stringify(first?.patch)).toContain('"name":"shop-green"');
});
