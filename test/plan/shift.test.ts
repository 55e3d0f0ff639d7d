import {expect, test} from "vitest";
import {refuseShare} from "../../src/observe/router-of.ts";
import {planShift} from "../../src/plan/shift.ts";
import {candidateAt, helmRelease, withSlot} from "../fixtures/worlds/worlds.ts";
import {outcome} from "./outcome.ts";

test.each([
  [0, "ready green, blue=100/green=0"],
  [1, "ready green, blue=99/green=1"],
  [99, "ready green, blue=1/green=99"],
  [100, "error: 100 % is the promotion. Type: helm djcd promote shop"],
  [-1, "error: weight -1: a whole number from 0 to 99 is needed"],
  [101, "error: weight 101: a whole number from 0 to 99 is needed"],
  [2.5, "error: weight 2.5: a whole number from 0 to 99 is needed"],
])("shift to %d", (weight, expected) => expect(outcome(() => planShift(candidateAt(25), weight))).toBe(expected));

const onService = withSlot(candidateAt(0), "blue", {
  release: helmRelease("shop-blue", {router: "service", part: "slot", rollout: {number: 0, revision: 1}}),
});

test("a share is refused where the router cannot hold one, and 0 is not", () => {
  expect(() => refuseShare(onService, 0)).not.toThrow();
  expect(() => refuseShare(onService, 25)).toThrow(
    "router service can only hold 0 % or 100 %, not 25 %. Type: helm djcd promote shop, or set router: gateway-api",
  );
});
