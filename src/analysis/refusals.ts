import type {ChartMetadata, Values} from "../helm/helm-release.ts";
import {askedMetrics} from "./metrics.ts";
import {unknownVariables, VARIABLE_NAMES} from "./queries.ts";
import type {AnalysisSettings} from "./settings.ts";

/** What makes an analysis impossible, before anything was asked; nothing where it can be true. */
export function analysisFault(settings: AnalysisSettings, metadata: ChartMetadata, values: Values): string | undefined {
  return providerFault(settings) ?? metricsFault(settings, metadata, values) ?? queryFault(settings);
}

/** Whether anything of it is asked of a Prometheus. */
export function asksPrometheus(settings: AnalysisSettings): boolean {
  return askedMetrics(settings).length > 0 || settings.queries.length > 0;
}

function providerFault(settings: AnalysisSettings): string | undefined {
  const {url, service} = settings.prometheus;
  if (!asksPrometheus(settings) || url || service) return undefined;
  return "analysis.enabled is true and no Prometheus is named: set analysis.prometheus.url or analysis.prometheus.service";
}

function metricsFault(settings: AnalysisSettings, metadata: ChartMetadata, values: Values): string | undefined {
  const [metric] = askedMetrics(settings);
  if (!metric) return undefined;
  const off = `or set analysis.${metric}.enabled: false`;
  if (metadata.annotations?.["djcd.io/metrics"] === undefined)
    return `analysis.${metric} needs what django-prometheus counts, and this chart was generated without it: set metrics: django-prometheus in djcd.yaml and type helm djcd generate, ${off}`;
  if ((values.metrics as {enabled?: boolean} | undefined)?.enabled !== false) return undefined;
  return `analysis.${metric} needs what the pods count, and metrics.enabled is false: set it to true, ${off}`;
}

function queryFault({queries}: AnalysisSettings): string | undefined {
  for (const {name, query} of queries) {
    const [wrong] = unknownVariables(query);
    if (wrong)
      return `analysis.queries: "${name}" says $${wrong}, which does not exist. Known: ${VARIABLE_NAMES.join(", ")}`;
  }
  return undefined;
}
