import {expect, test} from "vitest";
import type {Rollout} from "../../src/release/history.ts";
import {historyText} from "../../src/showing/show-history.ts";

const rollout: Rollout = {
  number: 1,
  slot: "green",
  revision: 1,
  updated: "2026-11-25T12:03:11.5Z",
  state: "live",
  chart: "shop-1.0.0",
  image: "shop:v1",
  description: "#1: shop:v1",
};

test("history is a table, and below a rollout stands who wanted it and who did not", () => {
  const told = {by: "ann", run: "https://ci/3", reason: "fixes the checkout"};
  const rejected = {by: "bob@laptop", reason: "it does not"};
  const two: Rollout = {...rollout, number: 12, slot: "blue", revision: 3, state: "rejected", ...told, rejected};
  expect(
    historyText([two, {...rollout, by: "ann@laptop"}, {...rollout, number: 0, state: ""}]),
  ).toBe(`rollout  state     slot              updated              chart       image    description
#12      rejected  blue revision 3   2026-11-25 12:03:11  shop-1.0.0  shop:v1  #1: shop:v1
         by ann (https://ci/3): fixes the checkout
         rejected by bob@laptop: it does not
#1       live      green revision 1  2026-11-25 12:03:11  shop-1.0.0  shop:v1  #1: shop:v1
         by ann@laptop
#0                 green revision 1  2026-11-25 12:03:11  shop-1.0.0  shop:v1  #1: shop:v1
`);
});

test("no rollout yet is a sentence", () => expect(historyText([])).toBe("no rollout has been made yet\n"));
