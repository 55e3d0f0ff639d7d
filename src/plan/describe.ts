import {metricTitles} from "../analysis/metrics.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {trafficText} from "../release/block.ts";
import {hookText, type NamedHook} from "../release/hooks.ts";
import {keyOf} from "../release/manifest.ts";
import {inWords} from "../strategies/duration.ts";
import type {Step, StepKind} from "./step.ts";

type Describe = {[K in StepKind]: (step: Extract<Step, {kind: K}>) => string};

const DESCRIBE: Describe = {
  discard: ({label}) => `take back what a killed Helm left: release ${label.release} revision ${label.revision}`,
  restore: ({slot}) => `bring back what is missing of ${slot}`,
  "await-jobs": () => "wait until the running migration Job has ended",
  keep: ({slot}) => `hand-over: mark the objects of ${slot} to be kept`,
  adopt: ({slot}) => `hand-over: ${slot} becomes a release of its own, no pod is touched`,
  "become-front": () => "hand-over: the first release becomes the front",
  "prune-unmanaged": () => "hand-over: take the revisions from before it out of history",
  unkeep: ({slot}) => `hand-over: take the marks off the objects of ${slot}`,
  migrate: ({pending}) => `migrate: ${pending.join(", ")}`,
  fill: ({slot, number, version, hooks}) => `fill ${slot} with #${number}: ${version.image}${withHooks(hooks)}`,
  adjust: ({slot}) => `give ${slot} its other settings, no pod is touched`,
  "open-route": ({objects, router}) => `open ${objects.join(", ")} of router ${router} beside the route that is there`,
  "close-route": ({objects}) => `take away ${objects.join(", ")}, which is not recorded`,
  "scale-up": ({slot}) => `bring ${slot} to its full size`,
  ready: ({slot}) => `wait until ${slot} is ready`,
  shift: ({block}) => `traffic: ${trafficText(block.traffic)}`,
  smoke: ({slot, checks}) => `ask ${slot} alone: ${checks.map(({method, path}) => `${method} ${path}`).join(", ")}`,
  pause: ({seconds, analysis, checks = []}) => {
    const judged = [...(analysis ? metricTitles(analysis) : []), ...(checks.length > 0 ? ["smoke checks"] : [])];
    return `pause ${inWords(seconds)}${judged.length > 0 ? `, as long as ${judged.join(", ")} stay within bounds` : ""}`;
  },
  drain: ({slot}) => `let the data plane forget ${slot}`,
  prune: ({slot}) => `take the front's revisions with weight on ${slot} out of history`,
  uninstall: ({name, hooks}) => `uninstall release ${name}${withHooks(hooks)}`,
  "clear-jobs": ({tests}) => `remove the migration Jobs and the ledger${withTests(tests)}`,
  "scale-down": ({slot}) => `scale ${slot} to 0, its requests end first`,
};

function withTests(tests: readonly KubeObject[]): string {
  return tests.length > 0 ? `, and what helm test left: ${tests.map(keyOf).join(", ")}` : "";
}

function withHooks(hooks: readonly NamedHook[] = []): string {
  return hooks.length > 0 ? `, and run its hooks: ${hooks.map(hookText).join(", ")}` : "";
}

/** A step in one line, for plans and for progress. Never a value that a person gave: it may be a secret. */
export function describeStep(step: Step): string {
  return (DESCRIBE[step.kind] as (step: Step) => string)(step);
}
