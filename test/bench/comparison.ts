import anchors from "./anchors.json" with {type: "json"};
import {anchorRow, markdown, type Results, shown} from "./document.ts";
import {FIGURES, type Figure, type FigureName} from "./figures.ts";

/** What a team asks first when it chooses. */
const ASKED = [
  ...["promoteSeen", "promote", "selectorSeen", "warmSeen", "coldSeen", "release", "status"],
  ...["requests", "pods"],
] as FigureName[];

/** The page for whoever chooses a tool: the figures of a run, and what was seen of each tool. */
export function comparisonOf(results: Results): string {
  return `${[HEAD, figures(results), SEEN, THEIRS, OURS, FROM].join("\n\n")}\n`;
}

const HEAD = `# djcd, Argo Rollouts, Flagger, and Helm alone

Written by \`npm run bench\` with [the benchmarks](benchmarks.md), of the same run; a test compares the two. The columns of djcd and of Helm alone are of that run, those of the others were **measured elsewhere on the same recipe**. Where djcd is behind, the table says so.`;

function figures({samples, load}: Results): string {
  const columns = ["", "djcd", "Helm alone", ...anchors.columns];
  const rows = ASKED.filter((name) => samples(name).length > 0).map((name) => {
    const figure: Figure = FIGURES[name];
    const {title, bare, anchor} = figure;
    return [title, shown(samples(name), figure), bare ? shown(samples(bare), FIGURES[bare]) : "", ...anchorRow(anchor)];
  });
  const failed = ["failed requests", `${load.failed} of ${load.requests}`, "", ...anchorRow("failed")];
  const memory = ["memory in the cluster", "0", "0", ...anchorRow("memory")];
  const crds = ["kinds of its own in the cluster", "0", "0", ...anchorRow("crds")];
  return markdown(columns, [...rows, failed, memory, crds]);
}

const SEEN = `## What was seen to fail

On that recipe, each as often as it was tried:

* Argo Rollouts, blue/green: green dies after the cut-over while the analysis after it runs. \`abort\` leaves the live Service on the dead green, with blue ready all the time: every request 502 or 503 until somebody repairs it (54 to 55 s; 3 of 3).
* Argo Rollouts, canary: \`Healthy\` was said 2.0 s before all answers were new (4 of 4); after an \`abort\` the controller rewrote a Service about 20 times a second (600 writes in 30 s).
* Argo Rollouts, blue/green: an image set back within 30 s of a promotion skips the gate of a person.
* Flagger: the old image set back at 50 % does not abort: old code is promoted over old code. Each promotion rolls the pods that serve.
* Helm alone: a bad version by \`helm upgrade --wait\` is "deployed", and 178 of 4,109 requests fail in a minute.
* djcd: none of the above; each is a story of \`npm test\` (test/e2e/defects.test.ts), under load, with a control that loses requests.`;

const THEIRS = `## What the others do, and djcd does not

* They go on by themselves. A canary of djcd goes on, or back, while a command of somebody waits: in a terminal, in CI, or as a commit for Argo CD and Flux.
* They return at once when the API server has taken a patch (0.12 to 0.17 s), and have looked at everything before. A djcd command starts, looks, acts and waits for the answers; \`status -w\` with its keys has started and looked already.
* They speak to more data planes (Istio, ALB, Linkerd and others), mirror traffic, run experiments, send notifications, and bring a dashboard.
* They serve any workload. djcd knows Django.`;

const OURS = `## What djcd does, and the others do not

* It asks the new image which migrations are pending, runs them before its first pod, and asks about those that old code may not survive.
* A version is image and configuration: both go out, and both come back, by one record that plain Helm reads.
* "Done" is said when the answers say so.
* A command may be killed at any write and typed again: the same end (test/e2e/kill-matrix.test.ts).
* While a rollout is out nothing but the route itself keeps traffic from going back: every other write refused, or no Helm (test/e2e/way-back.test.ts).
* Nothing is installed in the cluster.`;

const FROM = `## Where the other columns come from

${anchors.source}`;
