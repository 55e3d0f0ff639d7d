import {expect, test} from "vitest";
import {diff} from "../../src/generate/diff.ts";

test.each([
  ["the same", "a\nb\n", "a\nb\n", []],
  ["a line changed", "a\nmine\nc\n", "a\nb\nc\n", ["   2 - mine", "   2 + b"]],
  ["a line added", "a\nmine\nb\n", "a\nb\n", ["   2 - mine"]],
  ["a line taken out", "a\nc\n", "a\nb\nc\n", ["   2 + b"]],
  ["two places", "x\nb\nc\ny\n", "a\nb\nc\nd\n", ["   1 - x", "   1 + a", "   4 - y", "   4 + d"]],
  ["a file that goes", "mine\n", "", ["   1 - mine"]],
  ["a file that was emptied", "", "a\n", ["   1 + a"]],
])("%s", (_, is, wouldBe, lines) => expect(diff(is, wouldBe)).toEqual(lines));

test("of many lines the first are shown, and how many more there are", () => {
  const lines = diff("", Array.from({length: 20}, (_, index) => `line ${index}`).join("\n"));
  expect(lines.slice(-2)).toEqual(["  12 + line 11", "     and 8 more lines"]);
});
