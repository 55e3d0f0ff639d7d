import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, test} from "vitest";
import {HOME} from "../cli/plugin.ts";

const page = (name: string): string => readFileSync(join(HOME, "docs", name), "utf8");

/** Cells of each row of the first table, by its title. */
function rowsOf(text: string): Map<string, readonly string[]> {
  const [first = ""] = /^\|[\s\S]*?\n(?!\|)/m.exec(text) ?? [];
  const rows = first.split("\n").map((line) => line.split("|").map((cell) => cell.replace("¹", "").trim()));
  return new Map(rows.map(([, title = "", djcd = "", bare = ""]) => [title, [djcd, bare]]));
}

test("each figure of the comparison is that of the benchmarks", () => {
  const measured = rowsOf(page("benchmarks.md"));
  const told = [...rowsOf(page("comparison.md"))].filter(([title]) => measured.has(title));
  expect(told.length).toBeGreaterThan(8);
  for (const [title, cells] of told.slice(1))
    expect([title, ...cells]).toEqual([title, ...(measured.get(title) ?? [])]);
});

test("what the comparison says is tested is a test", () => {
  const named = [...page("comparison.md").matchAll(/test\/[\w./-]+\.test\.ts/g)].map(([path]) => path);
  expect(named.length).toBeGreaterThan(2);
  for (const path of named) expect(readFileSync(join(HOME, path), "utf8")).toContain("test");
});
