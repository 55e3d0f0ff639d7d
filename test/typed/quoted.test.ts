import {execFileSync} from "node:child_process";
import {expect, test} from "vitest";
import {quoted} from "../../src/typed/quoted.ts";

test.each([
  ["charts/shop", "charts/shop"],
  ["~a", "'~a'"],
  ["My Project/chart", "'My Project/chart'"],
  ["it's", "'it'\\''s'"],
  ["$(touch x)", "'$(touch x)'"],
  ["a;b&c", "'a;b&c'"],
  ["", "''"],
  ["größe", "'größe'"],
])("%s is typed as %s, and a shell takes it as it was", (word, expected) => {
  expect(quoted(word)).toBe(expected);
  expect(execFileSync("sh", ["-c", `printf %s ${quoted(word)}`], {encoding: "utf8"})).toBe(word);
});
