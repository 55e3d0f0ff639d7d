import {expect, test} from "vitest";
import {brokenPromise} from "../model/walk.ts";

test("a hundred thousand new moves of people, machines and killers break no promise", () => {
  expect(brokenPromise({walks: 4000, seed: Date.now() % 2 ** 31})).toBeUndefined();
});
