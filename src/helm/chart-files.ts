import {refusal} from "../errors.ts";
import type {ChartMetadata, StoredChart} from "./helm-release.ts";

/** A chart as files: path in the chart's folder, and contents. */
export type ChartFiles = ReadonlyMap<string, Buffer>;

/** A chart that Helm can find: a path or reference as a person gave it, or files that we still have to write down. */
export type ChartSource = string | ChartFiles;

/**
 * The chart of a stored release, as a folder that Helm can render. JSON is YAML, so that no number or string changes
 * its type on the way; comments are lost, and subcharts are: Helm does not store them.
 */
export function chartFiles(chart: StoredChart): ChartFiles {
  refuseSubcharts(chart.metadata);
  const stored = [...chart.templates, ...chart.files].map(
    ({name, data}) => [name, Buffer.from(data, "base64")] as const,
  );
  return new Map([
    ["Chart.yaml", Buffer.from(JSON.stringify(chart.metadata))],
    ["values.yaml", Buffer.from(JSON.stringify(chart.values))],
    ...(chart.schema ? [["values.schema.json", Buffer.from(chart.schema, "base64")] as const] : []),
    ...stored,
  ]);
}

/** Refuses a chart that could not be rendered again from what Helm stores of it. */
export function refuseSubcharts(metadata: ChartMetadata): void {
  const names = (metadata.dependencies ?? []).map(({name}) => name);
  if (names.length === 0) return;
  throw refusal(
    `chart ${metadata.name} ${metadata.version} has subcharts (${names.join(", ")}), which Helm does not store with a release. ` +
      "Remove them from Chart.yaml and install them as releases of their own",
  );
}
