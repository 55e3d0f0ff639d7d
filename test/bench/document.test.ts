import {expect, test} from "vitest";
import {documentOf} from "./document.ts";
import type {FigureName} from "./figures.ts";
import {Book, spread} from "./samples.ts";

test.each([
  [[3], {median: 3, least: 3, most: 3, n: 1}],
  [[5, 1, 3], {median: 3, least: 1, most: 5, n: 3}],
  [[4, 1, 2, 3], {median: 2.5, least: 1, most: 4, n: 4}],
])("the spread of %j", (samples, expected) => expect(spread(samples)).toEqual(expected));

const book = new Book();
for (const [figure, value] of [
  ["promoteSeen", 300],
  ["promoteSeen", 500],
  ["bareVersion", 100],
  ["nodeStart", 50],
  ["stagePlane", 30],
  ["bareSeen", 900],
  ["pods", 3],
] as const)
  book.note(figure, value);

const lines = documentOf({
  samples: (figure: FigureName) => book.of(figure),
  load: {requests: 1234, failed: 0},
  machine: ["Helm: 4.3.1"],
  day: "2026-11-25",
}).split("\n");

test.each([
  [
    "seconds beside the bare Helm and beside what was measured elsewhere",
    "| `promote` typed to the last answer of the old version | 0.40 s (0.30-0.50; 2) | 0.90 s (0.90-0.90; 1) | 0.4 x | 3.70 s (3.44-4.19; 4) | 0.39 s (0.24-0.44; 5) | 29.95 s from image change (3) |",
  ],
  [
    "counts without a unit",
    "| pods started in a release (2 replicas), those of Jobs included | 3 (3-3; 1) |  |  | 2 | 2 | 4, and the serving Deployment is rolled |",
  ],
  [
    "an aim beside what was measured, and what of that is not djcd's",
    "| `promote` typed to the last answer of the old version | under 1.2 x bare `helm upgrade` of the weight: typed to the last answer of the old version | 0.40 s, 0.4 x | 0.18 s: a Helm that says its version and a Node that does nothing, and the data plane from the PATCH on |",
  ],
  ["failed requests", "| failed requests | 0 of 1234 |  |  | 0 (n=7 views) | 0 (n=5) | 0 (n=3) |"],
  ["the machine", "* Helm: 4.3.1"],
])("the document shows %s", (_, line) => expect(lines).toContain(line));

test("what was not measured has no row", () => {
  expect(lines.filter((line) => line.startsWith("| `finish`"))).toEqual([]);
});
