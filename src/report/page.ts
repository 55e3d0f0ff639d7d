import Handlebars from "handlebars";
import {trafficText} from "../release/block.ts";
import {changeLines} from "../release/changes.ts";
import type {Rollout} from "../release/history.ts";
import type {Entry} from "../release/ledger.ts";
import {momentText} from "../release/times.ts";
import {cameFrom, outcomeOf, strategyOf} from "./course.ts";
import {clock} from "./frame.ts";
import {metricPlot} from "./metric-plot.ts";
import {endOf, movesOf, type Story, secondOf} from "./story.ts";
import {weightsPlot} from "./weights-plot.ts";

/** One page, whole: no script, and nothing that it fetches. */
export function reportPage(story: Story): string {
  const title = `${story.release} #${story.number}`;
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)}</title>
<style>${STYLE}</style>
<h1>${text(title)}</h1>
<dl>
${factsOf(story).map(factRow).join("\n")}
</dl>
${changed(story)}
<h2>Traffic</h2>
${plot(story)}
${measured(story)}
<h2>What was done</h2>
<table>
<tr><th>after</th><th>at (UTC)</th><th>step</th><th>by</th></tr>
${story.entries.map((entry) => entryRow(story.entries, entry)).join("\n")}
</table>
</html>
`;
}

/** As it stands in a page: a reason that somebody gave is no markup. */
const text = Handlebars.escapeExpression;

type Fact = readonly [name: string, value: string | undefined];

function factsOf(story: Story): Fact[] {
  const {namespace, rollout, entries} = story;
  const last = movesOf(entries).at(-1);
  return [
    ["outcome", outcomeOf(story)],
    ["strategy", strategyOf(story)],
    ["from", rollout && cameFrom(rollout)],
    ["namespace", namespace],
    ["image", rollout?.image],
    ["chart", rollout?.chart],
    ["slot", rollout?.slot],
    ["state", rollout?.state || undefined],
    ["released by", rollout && releasedBy(rollout)],
    ["reason", rollout?.reason],
    ["rejected", rollout?.rejected && `by ${rollout.rejected.by}: ${rollout.rejected.reason}`],
    ["traffic at the end", last && trafficText(last.traffic)],
    ["took", entries.length > 1 ? clock(endOf(entries)) : undefined],
  ];
}

function releasedBy({by, run}: Rollout): string | undefined {
  return by && run ? `${by} (${run})` : by;
}

function factRow([name, value]: Fact): string {
  return value === undefined ? "" : `<dt>${name}</dt><dd>${text(value)}</dd>`;
}

function changed({rollout}: Story): string {
  if (!rollout?.changes) return "";
  const {since} = rollout.changes;
  const items = changeLines(rollout.changes).map((line) => `<li>${text(line)}</li>`);
  const list = items.length > 0 ? `<ul>\n${items.join("\n")}\n</ul>` : "<p>Nothing in image, chart and values.</p>";
  return `<h2>What changed against #${since}</h2>\n${list}`;
}

function plot(story: Story): string {
  const moves = movesOf(story.entries);
  if (moves.length === 0) return "<p>No traffic was moved in this rollout.</p>";
  return `<p><span class="blue key"></span> blue <span class="green key"></span> green</p>\n${weightsPlot(moves, endOf(story.entries))}`;
}

function measured({entries, metrics: {courses, why}}: Story): string {
  if (why) return `<h2>Metrics</h2>\n<p>${text(why)}</p>`;
  const ends = endOf(entries);
  const plots = courses.map((course) => `<h3>${course.title}</h3>\n${metricPlot(course, ends)}`);
  return plots.length === 0 ? "" : ["<h2>Metrics</h2>", ...plots].join("\n");
}

function entryRow(entries: readonly Entry[], entry: Entry): string {
  const [after, at] = [clock(secondOf(entries, entry)), momentText(entry.at)];
  const found = (entry.found ?? []).map((line) => `<br><small>${text(line)}</small>`).join("");
  return `<tr><td>${after}</td><td>${at}</td><td>${text(entry.did)}${found}</td><td>${text(entry.by)}</td></tr>`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2937; --paper: #fff; --faint: #e5e7eb; --blue: #2563eb; --green: #15803d; }
@media (prefers-color-scheme: dark) { :root { --ink: #e5e7eb; --paper: #111827; --faint: #374151; --blue: #60a5fa; --green: #4ade80; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid var(--faint); vertical-align: top; font-variant-numeric: tabular-nums; }
td:nth-child(2) { white-space: nowrap; }
svg { width: 100%; height: auto; }
svg text { font-size: 11px; fill: var(--ink); opacity: .7; }
.grid { stroke: var(--faint); }
path { fill: none; stroke-width: 2.5; }
path.blue { stroke: var(--blue); } path.green { stroke: var(--green); }
circle.blue, .key.blue { fill: var(--blue); background: var(--blue); } circle.green, .key.green { fill: var(--green); background: var(--green); }
.key { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; margin-left: .6rem; }
`;
