import {Writable} from "node:stream";
import {expect, test} from "vitest";
import {screenOf, type View} from "../../src/showing/view.ts";
import {canary} from "../showing/status.fixture.ts";

const at25: View = {status: canary, missed: 0};
const at50: View = {status: {...canary, weights: {blue: 50, green: 50}}, missed: 0};
const now = new Date("2026-11-25T12:00:00Z");
const lost = (missed: number): View => ({...at50, missed, trouble: "the cluster cannot be reached\nand more"});

/** What is written while views come. */
function written(views: readonly View[], json: boolean, terminal: object = {}): string[] {
  const chunks: string[] = [];
  const stdout = new Writable({
    write: (chunk, _, done) => {
      chunks.push(String(chunk));
      done();
    },
  });
  const show = screenOf(Object.assign(stdout, terminal), json);
  for (const view of views) show(view, now);
  return chunks;
}

test("where nobody looks, only what changed is printed, with an empty line between", () => {
  const blocks = written([at25, at25, at50, at50, at25], false);
  expect(blocks.map((block) => block.split("\n").slice(0, 2).join("|").slice(0, 25))).toEqual([
    "shop  candidate #7  (name",
    "|shop  candidate #7  (nam",
    "|shop  candidate #7  (nam",
  ]);
});

test("as JSON each change is one line", () => {
  const lines = written([at25, at25, at50], true);
  expect(lines.map((line) => JSON.parse(line).weights.green)).toEqual([25, 50]);
  expect(lines.map((line) => line.indexOf("\n") === line.length - 1)).toEqual([true, true]);
});

test("in a terminal every look is drawn, with the time", () => {
  const draws = written([at25, at25], false, {isTTY: true, columns: 80, rows: 40});
  expect(draws).toHaveLength(2);
  expect(draws[1]?.startsWith("\r\x1b[21A")).toBe(true);
  expect(draws[1]).toContain("12:00:00  Ctrl-C ends");
});

test("a look that failed is passed over, many in a row are said", () => {
  expect(written([at50, lost(1), lost(5)], true)).toHaveLength(1);
  expect(written([at50, lost(6), lost(7), at50], true).map((line) => JSON.parse(line).trouble)).toEqual([
    undefined,
    "the cluster cannot be reached",
    undefined,
  ]);
  expect(written([lost(6)], false)[0]).toContain("! not seen anew: the cluster cannot be reached\n");
});
