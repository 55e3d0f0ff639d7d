import {expect, test} from "vitest";
import {changesBetween, type Side} from "../../src/release/changes.ts";
import type {Rollout} from "../../src/release/history.ts";
import type {Entry} from "../../src/release/ledger.ts";
import {outcomeOf, strategyOf} from "../../src/report/course.ts";
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

function side(tag: string, replicas: number): Side {
  return {image: `shop:${tag}`, chartName: "shop-1.0.0", defaults: {}, values: {web: {replicas}}};
}

const rollout: Rollout = {
  ...{number: 7, slot: "green", revision: 3, updated: at(0), state: "live", chart: "shop-1.0.0", image: "shop:v2"},
  changes: changesBetween(6, side("v1", 1), side("v2", 2)),
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
  [
    "what changed",
    "<h2>What changed against #6</h2>\n<ul>\n<li>image: shop:v1 -&gt; shop:v2</li>\n<li>web.replicas: 1 -&gt; 2</li>",
  ],
  ["who released it, and from where", "<dd>ann (https://ci.example.com/7)</dd>"],
  ["a reason as text, not as markup", "a &lt;b&gt;bold&lt;/b&gt; step"],
  ["where traffic ended", "<dt>traffic at the end</dt><dd>blue 0 %, green 100 %</dd>"],
  ["how long it took", "<dt>took</dt><dd>1:15</dd>"],
  ["what a pause found", "pause 1m<br><small>error share: candidate 0 %, live 0 %: &lt;pass&gt;</small>"],
  ["how both slots did", "<h3>Latency of 95 of 100 requests</h3>"],
  ["each step, with its time and who did it", "<td>1:15</td><td>2026-11-25 10:01:15</td>"],
])("the page says %s", (_, expected) => expect(page).toContain(expected));

test("the page begins with how it came out, by which strategy, and from which version", () => {
  const facts = page
    .slice(page.indexOf("<dl>") + 5)
    .split("\n")
    .slice(0, 3);
  expect(facts).toEqual([
    "<dt>outcome</dt><dd>live, with all traffic</dd>",
    "<dt>strategy</dt><dd>canary: 25 %, 100 %</dd>",
    "<dt>from</dt><dd>#6 (shop:v1)</dd>",
  ]);
});

test("the axis of time ends where the text says that it ended", () => {
  const [last] = [...page.matchAll(/<text x="748"[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(last).toBe("1:15");
  expect(page).toContain("<dt>took</dt><dd>1:15</dd>");
});

const green = (share: number): Entry => ({
  ...{rollout: 7, at: at(5), did: "traffic", by: "ann"},
  traffic: {blue: 100 - share, green: share},
});
const failed: Entry = {rollout: 7, at: at(6), did: "check failed: errors 4 %", by: "ann"};
const old: Rollout = {...rollout, state: ""};

test.each([
  ["a candidate", {...rollout, state: "candidate"}, [green(25)], "a candidate, at 25 %", "canary: 25 %"],
  ["one that goes back by its checks", old, [green(25), failed, green(0)], "taken back: errors 4 %", "canary: 25 %"],
  ["one that a person took back", old, [green(100), green(0)], "taken back", "blue/green"],
  ["one that was replaced", old, [green(0), green(100)], "was live, with all traffic", "blue/green"],
  [
    "one that was finished",
    {...rollout, state: "live"},
    [green(25), green(100), green(100)],
    "live, with all traffic",
    "canary: 25 %, 100 %",
  ],
  ["one that moved nothing", old, [], "never got traffic", undefined],
  [
    "one that Helm has forgotten",
    undefined,
    [entries[0] as Entry, green(50)],
    "was at 50 % when its story ends",
    "canary: 50 %",
  ],
  [
    "one that a person rejected",
    {...rollout, state: "rejected", rejected: {by: "bob", reason: "slow"}},
    [green(0)],
    "rejected by bob: slow",
    "blue/green",
  ],
] as const)("how a rollout came out: %s", (_, told, story, outcome, strategy) => {
  expect(outcomeOf({rollout: told, entries: story})).toBe(outcome);
  expect(strategyOf({rollout: told, entries: story})).toBe(strategy);
});

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
  const plot = weightsPlot(
    [
      {second: 0, traffic: {blue: 100, green: 0}},
      {second: 100, traffic: {blue: 50, green: 50}},
    ],
    110,
  );
  expect(plot).toContain('<path class="blue" d="M44,12H684V102H748"/>');
  expect(plot).toContain('<path class="green" d="M44,192H684V102H748"/>');
});

test.each([
  [0, "0:00"],
  [59.6, "1:00"],
  [3725, "62:05"],
])("%d seconds are %s", (seconds, expected) => expect(clock(seconds)).toBe(expected));
