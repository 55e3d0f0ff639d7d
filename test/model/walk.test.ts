import {expect, test} from "vitest";
import {brokenPromise} from "./walk.ts";

// The same walks every time: those of `npm run test:full` are new ones.

test("more than ten thousand moves of people, machines and killers break no promise", () => {
  expect(brokenPromise({walks: 400, seed: 7})).toBeUndefined();
}, 120_000);
