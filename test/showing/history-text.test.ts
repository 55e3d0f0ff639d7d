import {expect, test} from "vitest";
import {changesBetween, type Side} from "../../src/release/changes.ts";
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

const side = (tag: string, values: object): Side => ({
  ...{image: `shop:${tag}`, chartName: "shop-1.0.0", defaults: {}},
  values: {...values},
});

test("history is a table, and below a rollout stands who wanted it, who took its risks and who did not want it", () => {
  const told = {by: "ann", run: "https://ci/3", reason: "fixes the checkout"};
  const accepted = [{by: "eve@ci", what: ["shop.0002_price", "verdict"]}];
  const rejected = {by: "bob@laptop", reason: "it does not"};
  const changes = changesBetween(1, side("v1", {a: 1}), side("v2", {a: 2}));
  const inPlace = {description: "#12 with other settings, by bob", updated: "2026-11-25T13:00:00Z"};
  const two: Rollout = {
    ...{changes, inPlace},
    ...rollout,
    number: 12,
    slot: "blue",
    revision: 3,
    state: "rejected",
    ...told,
    accepted,
    rejected,
  };
  expect(
    historyText([two, {...rollout, by: "ann@laptop"}, {...rollout, number: 0, state: ""}]),
  ).toBe(`rollout  state     slot              updated              chart       image    description
#12      rejected  blue revision 3   2026-11-25 12:03:11  shop-1.0.0  shop:v1  #1: shop:v1
         since #1: image shop:v1 -> shop:v2, a
         by ann (https://ci/3): fixes the checkout
         2026-11-25 13:00:00: #12 with other settings, by bob
         accepted by eve@ci: shop.0002_price, verdict
         rejected by bob@laptop: it does not
#1       live      green revision 1  2026-11-25 12:03:11  shop-1.0.0  shop:v1  #1: shop:v1
         by ann@laptop
#0                 green revision 1  2026-11-25 12:03:11  shop-1.0.0  shop:v1  #1: shop:v1
`);
});

test("two builds of one tag are told apart, and one build is told by its tag", () => {
  const built = (number: number, id: string, image = "shop:v1"): Rollout => ({
    ...{...rollout, number, image},
    ran: {image, ids: [`r.example.com/shop@sha256:${id.repeat(64)}`]},
  });
  const text = historyText([built(3, "b"), built(2, "a"), built(1, "a", "shop:v0")]);
  expect(text).toContain("shop:v1 (bbbbbbbbbbbb)");
  expect(text).toContain("shop:v1 (aaaaaaaaaaaa)");
  expect(text).toContain("  shop:v0  ");
});

test("no rollout yet is a sentence", () => expect(historyText([])).toBe("no rollout has been made yet\n"));
