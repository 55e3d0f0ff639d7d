import {expect, test} from "vitest";
import type {Rollout} from "../../src/release/history.ts";
import type {Entry} from "../../src/release/ledger.ts";
import {reportPage} from "../../src/report/page.ts";
import {clock, weightsPlot} from "../../src/report/plot.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 25, 10, 0, second)).toISOString();

const entries: readonly Entry[] = [
  {rollout: 7, at: at(0), did: "fill green with #7: shop:v2", by: "ann"},
  {rollout: 7, at: at(10), did: "traffic: blue 75 %, green 25 %", by: "ann", traffic: {blue: 75, green: 25}},
  {rollout: 7, at: at(75), did: "traffic: blue 0 %, green 100 %", by: "bob", traffic: {blue: 0, green: 100}},
];

const rollout: Rollout = {
  ...{number: 7, slot: "green", revision: 3, updated: at(0), state: "live", chart: "shop-1.0.0", image: "shop:v2"},
  ...{description: "#7: shop:v2", by: "ann", run: "https://ci.example.com/7", reason: "a <b>bold</b> step"},
};

const page = reportPage({release: "shop", namespace: "web", number: 7, rollout, entries});

test.each([
  ["its name", "<h1>shop #7</h1>"],
  ["what was released", "<dt>image</dt><dd>shop:v2</dd>"],
  ["who released it, and from where", "<dd>ann (https://ci.example.com/7)</dd>"],
  ["a reason as text, not as markup", "a &lt;b&gt;bold&lt;/b&gt; step"],
  ["where traffic ended", "<dt>traffic at the end</dt><dd>blue 0 %, green 100 %</dd>"],
  ["how long it took", "<dt>took</dt><dd>1:15</dd>"],
  ["each step, with its time and who did it", "<td>1:15</td><td>2026-11-25 10:01:15</td>"],
])("the page says %s", (_, expected) => expect(page).toContain(expected));

test("the page needs nothing from elsewhere", () => {
  expect(page).not.toMatch(/<script|<link|src=|url\(/);
});

test("a rollout that Helm has forgotten, and that moved nothing, still has a page", () => {
  const told = reportPage({
    release: "shop",
    namespace: "web",
    number: 7,
    rollout: undefined,
    entries: entries.slice(0, 1),
  });
  expect(told).toContain("No traffic was moved in this rollout.");
});

test("a share is a step in the plot: half of the height at 50 %, to the right edge at the end", () => {
  const plot = weightsPlot([
    {second: 0, traffic: {blue: 100, green: 0}},
    {second: 100, traffic: {blue: 50, green: 50}},
  ]);
  expect(plot).toContain('<path class="blue" d="M44,12H684V102H748"/>');
  expect(plot).toContain('<path class="green" d="M44,192H684V102H748"/>');
});

test.each([
  [0, "0:00"],
  [59.6, "1:00"],
  [3725, "62:05"],
])("%d seconds are %s", (seconds, expected) => expect(clock(seconds)).toBe(expected));
