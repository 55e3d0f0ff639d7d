import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {keysText} from "../../src/showing/keys.ts";
import {statusText} from "../../src/showing/status-text.ts";
import {HOME} from "../cli/plugin.ts";
import {canary} from "../showing/status.fixture.ts";

const file = (...path: readonly string[]): string => readFileSync(join(HOME, ...path), "utf8");

test("the README begins with pictures that are there", () => {
  const named = [...file("README.md").matchAll(/!\[.*?\]\((.*?)\)/g)].map(([, path]) => path as string);
  expect(named).toEqual(["docs/pictures/status.svg", "docs/pictures/report.png"]);
  for (const path of named) expect(file(path).length).toBeGreaterThan(1000);
});

/** The branches of a view, without what is of one release alone. */
function branches(lines: readonly string[]): string[] {
  return lines.flatMap((line) => /^(.*[├└]─ [a-z]+|next:)/.exec(line)?.[1] ?? []);
}

test("the terminal is as a terminal is: an older picture fails", () => {
  const lines = [...file("docs", "pictures", "status.svg").matchAll(/preserve">(.*?)<\/text>/g)].map(
    ([, line = ""]) => line,
  );
  expect(lines[0]).toBe("$ helm djcd status -w");
  expect(lines.at(-1)?.slice("21:44:49  ".length)).toBe(keysText("candidate"));
  expect(branches(lines)).toEqual(branches(statusText({...canary, metrics: [], notes: []}).split("\n")));
});
