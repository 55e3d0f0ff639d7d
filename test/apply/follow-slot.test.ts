import {expect, test} from "vitest";
import {followSlot} from "../../src/apply/follow-slot.ts";
import type {SlotObservation} from "../../src/release/observation.ts";
import {slotWorld} from "../fixtures/worlds/worlds.ts";
import {sessionOn} from "./session.fixture.ts";

const green = slotWorld("green", {number: 1, pods: 2});

/** What each of some looks asks for. */
async function looks(times: number, isAsItShould: boolean): Promise<string[]> {
  const {session} = sessionOn({pods: green.pods, deployments: green.workloads});
  const asked: string[] = [];
  const get = (path: string) => {
    asked.push(/[a-z]+(?=\?)/.exec(path)?.[0] ?? path);
    return session.api.get(path);
  };
  const watching = {...session, api: {...session.api, get} as typeof session.api};
  const wait = async (now: () => Promise<SlotObservation>): Promise<void> => {
    for (let look = 0; look < times; look++) {
      await session.context.clock.sleep(1000);
      expect((await now()).pods).toHaveLength(2);
    }
  };
  await followSlot(watching, "shop", green, {isAsItShould: () => isAsItShould, wait});
  return asked;
}

const WHOLE = ["pods", "deployments", "pods", "endpointslices"];

test.each<[string, boolean, readonly string[]]>([
  [
    "its pods are not as they should be: at these alone, and every four seconds at all of it",
    false,
    ["pods", "pods", "pods", ...WHOLE],
  ],
  ["they are: at all of it", true, [...WHOLE, ...WHOLE, ...WHOLE, ...WHOLE]],
])("a slot is looked at while %s", async (_, isAsItShould, expected) => {
  expect(await looks(4, isAsItShould)).toEqual(expected);
});
