import type {PerSlot, Slot} from "../release/names.ts";
import type {AnalysisSettings} from "./settings.ts";

/** Which series are meant: those of the pods of a release. */
export interface Scope {
  readonly namespace: string;
  readonly release: string;
  /** Names of each slot's Deployments: those of its pods begin with them. */
  readonly workloads: PerSlot<readonly string[]>;
  readonly labels: AnalysisSettings["labels"];
  readonly ignoreViews: string;
}

/** The raw counters of django-prometheus that verdicts are made of, each added up by pod. */
export const COUNTERS = {
  responses: (scope) =>
    `sum by (${scope.labels.pod}, status) (django_http_responses_total_by_status_view_method_total{${podMatcher(scope)}, ${viewMatcher(scope)}})`,
  latency: (scope) =>
    `sum by (${scope.labels.pod}, le) (django_http_requests_latency_seconds_by_view_method_bucket{${podMatcher(scope)}, ${viewMatcher(scope)}})`,
  databaseErrors: (scope) => `sum by (${scope.labels.pod}, type) (django_db_errors_total{${podMatcher(scope)}})`,
  connectionErrors: (scope) =>
    `sum by (${scope.labels.pod}) (django_db_new_connection_errors_total{${podMatcher(scope)}})`,
  statements: (scope) => `sum by (${scope.labels.pod}) (django_db_execute_total{${podMatcher(scope)}})`,
} as const satisfies Record<string, (scope: Scope) => string>;

export type CounterName = keyof typeof COUNTERS;

/** When each pod was last heard of, in seconds since 1970. */
export function lastHeardQuery(scope: Scope): string {
  return `max by (${scope.labels.pod}) (timestamp(django_http_requests_before_middlewares_total{${podMatcher(scope)}}))`;
}

/** Picks the series of the pods of both slots. */
export function podMatcher({namespace, workloads, labels}: Scope): string {
  const pattern = podPattern([...workloads.blue, ...workloads.green]);
  return `${labels.namespace}="${namespace}", ${labels.pod}=~"${pattern}"`;
}

/** Leaves out the views that say nothing of users. */
export function viewMatcher({ignoreViews}: Scope): string {
  return `view!~${JSON.stringify(ignoreViews)}`;
}

/** Pods of these Deployments, by name. */
function podPattern(workloads: readonly string[]): string {
  return `(${workloads.join("|")})-[0-9a-z]+-[0-9a-z]+`;
}

/** The slot of a pod, by its name; nothing where it is of none. */
export function slotOfPod({workloads}: Pick<Scope, "workloads">, pod: string | undefined): Slot | undefined {
  const isOf = (slot: Slot): boolean => new RegExp(`^${podPattern(workloads[slot])}$`).test(pod ?? "");
  return isOf("blue") ? "blue" : isOf("green") ? "green" : undefined;
}

/** What a query of a person's own may say. */
const VARIABLES = {
  slot: (_, slot) => slot,
  pods: ({workloads}, slot) => podPattern(workloads[slot]),
  namespace: ({namespace}) => namespace,
  release: ({release}) => release,
  window: (_scope, _slot, seconds) => `${Math.max(1, Math.round(seconds))}s`,
} as const satisfies Record<string, (scope: Scope, slot: Slot, seconds: number) => string>;

const VARIABLE = /\$([A-Za-z_]\w*)/g;

/** A query of a person's own, for one slot; the window is the time since the step began. */
export function filled(query: string, scope: Scope, slot: Slot, seconds: number): string {
  return query.replace(VARIABLE, (text, name: string) =>
    isVariable(name) ? VARIABLES[name](scope, slot, seconds) : text,
  );
}

/** Variables of a query that do not exist. */
export function unknownVariables(query: string): string[] {
  return [...query.matchAll(VARIABLE)].map(([, name = ""]) => name).filter((name) => !isVariable(name));
}

/** All that there are, as they are written. */
export const VARIABLE_NAMES: readonly string[] = Object.keys(VARIABLES).map((name) => `$${name}`);

function isVariable(name: string): name is keyof typeof VARIABLES {
  return name in VARIABLES;
}
