import {podMatcher, type Scope, viewMatcher} from "./queries.ts";

/** A metric as people read it over time: a number for each slot. */
export interface Rate {
  readonly title: string;
  readonly unit: "%" | "s" | "/s";
  /** Gives one series a slot, told apart by the label `slot`. */
  readonly query: (scope: Scope) => string;
}

const RESPONSES = "django_http_responses_total_by_status_view_method_total";
const LATENCY = "django_http_requests_latency_seconds_by_view_method_bucket";

/** What a report shows of both slots. Verdicts are made of raw counters instead: a rate knows nothing of a step's start. */
export const RATES: readonly Rate[] = [
  {title: "Requests", unit: "/s", query: requests},
  {
    title: "Answers with an error",
    unit: "%",
    query: (scope) =>
      `100 * (${bySlot(scope, RESPONSES, [viewMatcher(scope), 'status=~"5.."'])} or 0 * ${requests(scope)}) / ${requests(scope)}`,
  },
  {
    title: "Latency of 95 of 100 requests",
    unit: "s",
    query: (scope) => `histogram_quantile(0.95, ${bySlot(scope, LATENCY, [viewMatcher(scope)], ", le")})`,
  },
  {title: "Errors of the database", unit: "/s", query: (scope) => bySlot(scope, "django_db_errors_total", [])},
];

function requests(scope: Scope): string {
  return bySlot(scope, RESPONSES, [viewMatcher(scope)]);
}

/** The name of a pod tells its slot. A minute holds two scrapes of the usual 15 or 30 seconds. */
function bySlot(scope: Scope, metric: string, more: readonly string[], labels = ""): string {
  const rate = `rate(${metric}{${[podMatcher(scope), ...more].join(", ")}}[1m])`;
  const named = `label_replace(${rate}, "slot", "$1", "${scope.labels.pod}", ".*-(blue|green)-[0-9a-z]+-[0-9a-z]+")`;
  return `sum by (slot${labels}) (${named})`;
}
