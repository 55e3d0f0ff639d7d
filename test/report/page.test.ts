import {expect, test} from "vitest";
import type {Rollout} from "../../src/release/history.ts";
import type {Entry} from "../../src/release/ledger.ts";
import {clock} from "../../src/report/frame.ts";
import {metricPlot, roundUp} from "../../src/report/metric-plot.ts";
import {reportPage} from "../../src/report/page.ts";
import type {Metrics} from "../../src/report/story.ts";
import {weightsPlot} from "../../src/report/weights-plot.ts";

const at = (second: number): string => new Date(Date.UTC(2026, 10, 25, 10, 0, second)).toISOString();

const entries: readonly Entry[] = [
  {rollout: 7, at: at(0), did: "fill green with #7: shop:v2", by: "ann"},
  {rollout: 7, at: at(10), did: "traffic: blue 75 %, green 25 %", by: "ann", traffic: {blue: 75, green: 25}},
  {rollout: 7, at: at(70), did: "pause 1m", by: "ann", found: ["error share: candidate 0 %, live 0 %: <pass>"]},
  {rollout: 7, at: at(75), did: "traffic: blue 0 %, green 100 %", by: "bob", traffic: {blue: 0, green: 100}},
];

const rollout: Rollout = {
  ...{number: 7, slot: "green", revision: 3, updated: at(0), state: "live", chart: "shop-1.0.0", image: "shop:v2"},
  ...{description: "#7: shop:v2", by: "ann", run: "https://ci.example.com/7", reason: "a <b>bold</b> step"},
};

const metrics: Metrics = {
  courses: [
    {
      title: "Latency of 95 of 100 requests",
      unit: "s",
      slots: {
        blue: [{second: 0, value: 0.1}],
        green: [
          {second: 10, value: 0.2},
          {second: 12, value: 0.3},
        ],
      },
    },
  ],
};

const page = reportPage({release: "shop", namespace: "web", number: 7, rollout, entries, metrics});

test.each([
  ["its name", "<h1>shop #7</h1>"],
  ["what was released", "<dt>image</dt><dd>shop:v2</dd>"],
  ["who released it, and from where", "<dd>ann (https://ci.example.com/7)</dd>"],
  ["a reason as text, not as markup", "a &lt;b&gt;bold&lt;/b&gt; step"],
  ["where traffic ended", "<dt>traffic at the end</dt><dd>blue 0 %, green 100 %</dd>"],
  ["how long it took", "<dt>took</dt><dd>1:15</dd>"],
  ["what a pause found", "pause 1m<br><small>error share: candidate 0 %, live 0 %: &lt;pass&gt;</small>"],
  ["how both slots did", "<h3>Latency of 95 of 100 requests</h3>"],
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
    metrics: {courses: []},
  });
  expect(told).toContain("No traffic was moved in this rollout.");
  expect(told).not.toContain("Metrics");
});

test("where Prometheus says nothing, the page says why", () => {
  const told = reportPage({
    ...{release: "shop", namespace: "web", number: 7, rollout, entries},
    metrics: {courses: [], why: "Prometheus: no answer in 2 s <late>"},
  });
  expect(told).toContain("<h2>Metrics</h2>\n<p>Prometheus: no answer in 2 s &lt;late&gt;</p>");
});

test("a metric is a line, with a gap where nothing was measured, below a round number", () => {
  const values = [1, Number.NaN, 3, 4];
  const green = values.map((value, index) => ({second: index * 10, value}));
  const plot = metricPlot({title: "Requests", unit: "/s", slots: {blue: [], green}}, 70.4);
  expect(plot).toContain('<path class="blue" d=""/>');
  expect(plot).toContain('<path class="green" d="M44,156M244,84L344,48"/>');
  expect(plot).toContain(">5 /s</text>");
});

test.each([
  [0, 1],
  [0.34, 0.5],
  [0.5, 0.5],
  [7, 10],
  [101, 200],
])("the axis of values up to %d ends at %d", (value, expected) => expect(roundUp(value)).toBe(expected));

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
