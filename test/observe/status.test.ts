import {expect, test} from "vitest";
import {statusOf} from "../../src/observe/status.ts";
import {ROUTERS} from "../../src/routers/routers.ts";
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

test("what runs in a slot is counted", () => {
  const {blue, green} = statusOf(stable, ROUTERS["gateway-api"]).slots;
  expect(green).toMatchObject({number: 1, image: "shop:v1", chart: "shop-1.0.0", ready: 2, wanted: 2, endpoints: 2});
  expect(blue).toMatchObject({number: 0, ready: 0, wanted: 0, endpoints: 0});
});

test("where somebody deleted the route, the record is shown", () => {
  const {weights} = statusOf({...stable, route: {...stable.route, objects: []}}, ROUTERS["gateway-api"]);
  expect(weights).toEqual({blue: 0, green: 100});
});
