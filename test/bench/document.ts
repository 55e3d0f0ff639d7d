import {AIMS} from "./aims.ts";
import anchors from "./anchors.json" with {type: "json"};
import {FIGURES, type Figure, type FigureName} from "./figures.ts";
import {type Samples, spread} from "./samples.ts";

/** What a run knows when it has ended. */
export interface Results {
  readonly samples: (figure: FigureName) => Samples;
  readonly load: {readonly requests: number; readonly failed: number};
  readonly machine: readonly string[];
  readonly day: string;
}

/** The document, whole: nothing in it is from another run. */
export function documentOf(results: Results): string {
  return `${[HEAD, machine(results), table(results), aims(results), bareTable(results), stagesTable(results), requestsTable(results), PRICES, METHOD, beside()].join("\n\n")}\n`;
}

const HEAD = `# Benchmarks

Written by \`npm run bench\`, which measures everything anew on a real cluster; nothing here is typed by hand. What others need is in the last columns, **measured elsewhere on the same recipe**, not in this run.`;

function machine({machine: lines, day, load}: Results): string {
  const facts = [`Day: ${day}`, ...lines, `Failed requests in the whole run: **${load.failed} of ${load.requests}**`];
  return facts.map((fact) => `* ${fact}`).join("\n");
}

const rowsOf = (table: Figure["table"]): [FigureName, Figure][] =>
  (Object.entries(FIGURES) as [FigureName, Figure][]).filter(([, figure]) => figure.table === table);

function table({samples, load}: Results): string {
  const columns = [
    "figure",
    "djcd",
    "bare Helm, same run",
    "ratio",
    ...anchors.columns.map((name) => `${name} (elsewhere)`),
  ];
  const rows = rowsOf(undefined)
    .filter(([name]) => samples(name).length > 0)
    .map(([name, figure]) => [
      `${figure.title}${figure.startsPods ? " ¹" : ""}`,
      shown(samples(name), figure),
      ...bareCells(samples, name, figure.bare),
      ...anchorRow(figure.anchor),
    ]);
  const failed = ["failed requests", `${load.failed} of ${load.requests}`, "", "", ...anchorRow("failed")];
  return `## Figures\n\nMedian (range; n).\n\n${markdown(columns, [...rows, failed])}\n\n¹ A lower bound: the start of a pod is in it, and this app starts faster than most.`;
}

/** What the same took a bare Helm, and how many times as long djcd took. */
function bareCells(samples: Results["samples"], name: FigureName, bare: FigureName | undefined): readonly string[] {
  if (!bare) return ["", ""];
  return [shown(samples(bare), FIGURES[bare]), inTimes(ratio(samples, name, bare))];
}

function ratio(samples: Results["samples"], one: FigureName, other: FigureName): number {
  return spread(samples(one)).median / spread(samples(other)).median;
}

function inTimes(times: number): string {
  return Number.isFinite(times) ? `${times.toFixed(1)} x` : "";
}

/** Where an aim is missed, how much of the figure is below what djcd can reach. */
function aims({samples}: Results): string {
  const median = (figure: FigureName): number => spread(samples(figure)).median;
  const rows = AIMS.filter(({figure}) => samples(figure).length > 0).map(({figure, below, times, floor, of}) => {
    const {unit, title} = FIGURES[figure];
    const words = inWords(unit);
    const least = `${words(floor(median))}: ${of}`;
    if (!times) return [title, `under ${words(below)}`, words(median(figure)), least];
    const reached = `${words(median(figure))}, ${inTimes(ratio(samples, figure, times))}`;
    return [title, `under ${inTimes(below)} ${FIGURES[times].title}`, reached, least];
  });
  const columns = ["figure", "aim", "this run, median", "of which is not djcd's"];
  return `## The aims\n\n${markdown(columns, rows)}`;
}

function bareTable(results: Results): string {
  return `## The bare Helm beside it\n\n${tableOf("bare", results)}`;
}

function stagesTable(results: Results): string {
  return `## Where the time of \`promote\` goes\n\n${STAGES}\n\n${tableOf("stages", results)}`;
}

function requestsTable(results: Results): string {
  return `## What djcd asks of the API server in a release\n\n${REQUESTS}\n\n${tableOf("requests", results)}`;
}

const REQUESTS = `\`upgrade\`, \`promote\` and \`finish\`, by kind; Helm's own are in the first table. Before a wait was a stream and a look only at what a write had changed, they were 222 (Helm's taken off), 61 of them pods asked again.`;

const STAGES = `Taken in the releases that are counted: each request goes through a proxy, so the sum is a little more than above. \`helm djcd\` begins with Helm itself, which takes as long as its \`helm version\`. What is below the time of a Node that does nothing plus a Helm is out of reach of any plugin that is written in JavaScript.`;

const PRICES = `## What djcd pays for

* No controller runs, so each command starts, opens a connection and looks at everything before it acts. A controller has done that long before somebody types.
* The commands wait until the answers say so, and Helm has the record. Those beside them return when the API server has taken a patch.
* A release makes one pod more than its version needs: it asks the new image which migrations it brings, and the database which it has. Without that nobody knows whether the old version survives.
* Of the API requests of a release those of Helm are the price of a record that plain Helm can read: each of its upgrades reads and writes every object of its release. Those of djcd are looks: one at everything is ten requests, nothing is done on a look that is older than a second, and what a write may have changed is looked at again.
* An \`upgrade\` is that pod, a Helm and the start of the version's pods, one after the other, on a machine that serves the load meanwhile. A rollback when the version before is down leaves that pod out.`;

function tableOf(table: Figure["table"], {samples}: Results): string {
  const rows = rowsOf(table).map(([name, figure]) => [figure.title, shown(samples(name), figure)]);
  return markdown(["figure", "median (range; n)"], rows);
}

/** What was measured elsewhere, a cell for each of the others. */
export function anchorRow(anchor: string | undefined): readonly string[] {
  const row = (anchors.rows as Readonly<Record<string, readonly string[]>>)[anchor ?? ""];
  return row ?? anchors.columns.map(() => "");
}

/** Median, range and number of a figure. */
export function shown(samples: Samples, {unit}: Pick<Figure, "unit">): string {
  if (samples.length === 0) return "not measured";
  const {median, least, most, n} = spread(samples);
  const bare = (value: number): string => inWords(unit)(value).replace(" s", "");
  return `${inWords(unit)(median)} (${bare(least)}-${bare(most)}; ${n})`;
}

function inWords(unit: Figure["unit"]): (value: number) => string {
  return unit === "ms" ? (value) => `${(value / 1000).toFixed(2)} s` : (value) => `${Math.round(value)}`;
}

export function markdown(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(columns), line(columns.map(() => "---")), ...rows.map(line)].join("\n");
}

const METHOD = `## How it is measured

* One release of the example shop, two replicas, router \`gateway-api\`, under load from the first word to the last: kept-alive and fresh connections and orders (POST). Every answer says which version gave it.
* Each command is typed as a person types it: a process of its own, \`helm djcd ...\`, start-up included. "Typed to the last answer" ends when the old version answered for the last time: the time at which the load generator got that answer, on the same clock.
* The bare Helm is a chart with one HTTPRoute and two weights over the same pods and Gateway, moved by \`helm upgrade --set\`; it looks at no answer, keeps no record and refuses nothing. It and the command beside it are measured in turn, not one after the other.
* Through the selector of a Service: the same with router \`service\`, whose route is one patch of the live Service, and a bare chart whose Service selects a slot's pods; the way of Argo's blue/green.
* API requests: once by a proxy through which djcd and its Helm talk, and once by the API server's own counters (\`apiserver_request_total\`), controllers and kubelet included, minus what they counted in a quiet time of the same length. Releases that are counted are not timed.
* Seconds are of this machine. Traffic is moved when nothing has changed for three seconds: Traefik holds a change back that comes within two seconds of another one.`;

function beside(): string {
  return `## Where the other columns come from\n\n${anchors.source}`;
}
