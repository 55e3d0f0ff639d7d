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
  /** What the project puts before the names of its metrics. */
  readonly prefix: string;
}

/** A counter of django-prometheus. */
interface Counter {
  readonly metric: string;
  /** The labels that it has itself: whatever else a series has comes from whoever scrapes it. */
  readonly own: readonly string[];
  /** Those that verdicts tell apart. */
  readonly by: readonly string[];
}

/** The raw counters that verdicts are made of. */
export const COUNTERS = {
  responses: {
    metric: "django_http_responses_total_by_status_view_method_total",
    own: ["status", "view", "method"],
    by: ["status"],
  },
  latency: {
    metric: "django_http_requests_latency_seconds_by_view_method_bucket",
    own: ["le", "view", "method"],
    by: ["le"],
  },
  databaseErrors: {metric: "django_db_errors_total", own: ["type", "alias", "vendor"], by: ["type"]},
  connectionErrors: {metric: "django_db_new_connection_errors_total", own: ["alias", "vendor"], by: []},
  statements: {metric: "django_db_execute_total", own: ["alias", "vendor"], by: []},
} as const satisfies Record<string, Counter>;

export type CounterName = keyof typeof COUNTERS;

/** What the pods have counted, each added up by pod. */
export function counterQuery(name: CounterName, scope: Scope): string {
  const {by} = COUNTERS[name];
  return `sum by (${[scope.labels.pod, ...by].join(", ")}) (${oncePerPod(name, scope, selected(name, scope))})`;
}

/** A counter's series of the pods of both slots, and of no view that says nothing of users. */
export function selected(name: CounterName, scope: Scope): string {
  const {metric, own} = COUNTERS[name];
  const views = (own as readonly string[]).includes("view") ? [viewMatcher(scope)] : [];
  return `${scope.prefix}${metric}{${[podMatcher(scope), ...views].join(", ")}}`;
}

/** Each pod once, whoever scrapes it: two jobs, or two replicas of a Prometheus, have a series each of the same counter. */
export function oncePerPod(name: CounterName, {labels}: Scope, expression: string): string {
  return `max by (${[labels.pod, ...COUNTERS[name].own].join(", ")}) (${expression})`;
}

/** When each pod was last heard of, in seconds since 1970. */
export function lastHeardQuery(scope: Scope): string {
  const metric = `${scope.prefix}django_http_requests_before_middlewares_total`;
  return `max by (${scope.labels.pod}) (timestamp(${metric}{${podMatcher(scope)}}))`;
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
