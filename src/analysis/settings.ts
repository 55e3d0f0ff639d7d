import type {Values} from "../helm/helm-release.ts";
import type {PrometheusAccess, ServiceAccess} from "../prometheus/prometheus.ts";
import {seconds} from "../strategies/duration.ts";

/** What decides whether a rollout goes on, as `analysis` in the values says it. */
export interface AnalysisSettings {
  readonly prometheus: PrometheusAccess;
  /** What the project puts before the names of its metrics: PROMETHEUS_METRIC_NAMESPACE, and `_`. */
  readonly prefix: string;
  /** Names of the labels that Prometheus gives the series of a pod. */
  readonly labels: {readonly namespace: string; readonly pod: string};
  readonly intervalSeconds: number;
  /** How much longer a pause lasts, at most, where there is not enough data. */
  readonly extendSeconds: number;
  readonly minRequests: number;
  /** Views that say nothing of users: probes, above all. */
  readonly ignoreViews: string;
  readonly errorShare: ShareBounds | undefined;
  readonly latencyP95: LatencyBounds | undefined;
  readonly databaseErrors: ShareBounds | undefined;
  readonly restarts: RestartBounds | undefined;
  readonly queries: readonly OwnQuery[];
}

export interface ShareBounds {
  readonly maxPercent: number;
  /** Percentage points. */
  readonly maxPercentAboveLive: number;
}

export interface LatencyBounds {
  readonly maxSeconds: number;
  readonly maxTimesLive: number;
  /** Nobody feels less: below it the candidate may be slower than live. */
  readonly ignoreBelowSeconds: number;
}

export interface RestartBounds {
  readonly max: number;
}

/** A query of a person's own: one number for each slot. */
export interface OwnQuery {
  readonly name: string;
  readonly query: string;
  readonly max?: number;
  readonly min?: number;
  readonly maxTimesLive?: number;
  readonly minTimesLive?: number;
}

/** The last word of a view's name, as Django has it: `shop.views.healthz`, `health_check:health_check_home`. */
const PROBES =
  "(.*[.:])?(health|healthz|healthcheck|health_check.*|ready|readyz|readiness|live|livez|liveness|alive|ping|heartbeat|prometheus-django-metrics)";

function prefixOf({metrics}: Values): string {
  const {namespace = ""} = (metrics ?? {}) as {namespace?: string};
  return namespace && `${namespace}_`;
}

type Group = Values & {readonly enabled?: boolean};

/** Reads `analysis` out of computed values; nothing where it is not enabled. */
export function analysisOf(values: Values): AnalysisSettings | undefined {
  const given = (values.analysis ?? {}) as Values;
  if (given.enabled !== true) return undefined;
  const {interval = "5s", extend = "10m", minRequests = 100, ignoreViews = PROBES, queries = []} = given;
  const {labels = {}} = (given.prometheus ?? {}) as {labels?: object};
  return {
    prefix: prefixOf(values),
    prometheus: accessOf((given.prometheus ?? {}) as Values),
    labels: {namespace: "namespace", pod: "pod", ...labels},
    intervalSeconds: seconds(interval as string),
    extendSeconds: seconds(extend as string),
    minRequests: minRequests as number,
    ignoreViews: ignoreViews as string,
    errorShare: group(given.errorShare, {maxPercent: 1, maxPercentAboveLive: 0.5}),
    latencyP95: group(given.latencyP95, {
      maxSeconds: Number.POSITIVE_INFINITY,
      maxTimesLive: 1.5,
      ignoreBelowSeconds: 0.1,
    }),
    databaseErrors: group(given.databaseErrors, {maxPercent: 1, maxPercentAboveLive: 0.5}),
    restarts: group(given.restarts, {max: 0}),
    queries: queries as readonly OwnQuery[],
  };
}

function group<T extends object>(given: unknown, defaults: T): T | undefined {
  const {enabled = true, ...bounds} = (given ?? {}) as Group;
  return enabled ? {...defaults, ...(bounds as Partial<T>)} : undefined;
}

function accessOf(given: Values): PrometheusAccess {
  const {
    url = "",
    bearerSecret = "",
    basicSecret = "",
    tlsSecret = "",
    timeout = "5s",
  } = given as Record<string, string>;
  const {service = {}} = given as {service?: Partial<ServiceAccess>};
  const {namespace = "", name = "", port = "80", scheme = "http", path = ""} = service;
  return {
    url,
    service: name ? {namespace, name, port: `${port}`, scheme, path} : undefined,
    ...{bearerSecret, basicSecret, tlsSecret},
    timeoutSeconds: seconds(timeout),
  };
}
