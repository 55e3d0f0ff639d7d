import {expect, test} from "vitest";
import {suggestion} from "../../src/generate/suggestion.ts";

test.each([
  ["replica", "replicas"],
  ["tagg", "tag"],
  ["setings", "settings"],
  ["ROUTER", "router"],
  ["database", undefined],
  ["tsl", undefined],
])("%s is taken for %s", (word, meant) => {
  expect(suggestion(word, ["replicas", "settings", "router", "tag", "tls"])).toBe(meant);
});
