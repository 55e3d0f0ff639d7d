import {type CounterName, oncePerPod, type Scope, selected} from "./queries.ts";

/** A metric as people read it over time: a number for each slot. */
export interface Rate {
  readonly title: string;
  readonly unit: "%" | "s" | "/s";
  /** Gives one series a slot, told apart by the label `slot`. */
  readonly query: (scope: Scope) => string;
}

/** What a report shows of both slots. Verdicts are made of raw counters instead: a rate knows nothing of a step's start. */
export const RATES: readonly Rate[] = [
  {title: "Requests", unit: "/s", query: requests},
  {
    title: "Answers with an error",
    unit: "%",
    query: (scope) =>
      `100 * (${bySlot(scope, "responses", {more: ', status=~"5.."'})} or 0 * ${requests(scope)}) / ${requests(scope)}`,
  },
  {
    title: "Latency of 95 of 100 requests",
    unit: "s",
    query: (scope) => `histogram_quantile(0.95, ${bySlot(scope, "latency", {by: ", le"})})`,
  },
  {title: "Errors of the database", unit: "/s", query: (scope) => bySlot(scope, "databaseErrors")},
];

function requests(scope: Scope): string {
  return bySlot(scope, "responses");
}

/** The name of a pod tells its slot. A minute holds two scrapes of the usual 15 or 30 seconds. */
function bySlot(scope: Scope, name: CounterName, {more = "", by = ""} = {}): string {
  const series = selected(name, scope).replace(/}$/, `${more}}`);
  const rate = oncePerPod(name, scope, `rate(${series}[1m])`);
  const named = `label_replace(${rate}, "slot", "$1", "${scope.labels.pod}", ".*-(blue|green)-[0-9a-z]+-[0-9a-z]+")`;
  return `sum by (slot${by}) (${named})`;
}
