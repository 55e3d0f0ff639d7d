import {chartFiles} from "../helm/chart-files.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import type {Version} from "../plan/step.ts";
import {personValues} from "../release/block.ts";
import {imageOf} from "../release/computed-values.ts";
import {existingSecrets} from "../release/existing-secrets.ts";

/** The version that a release of Helm holds: chart and values as they were. */
export function storedVersion({chart, values}: Pick<HelmRelease, "chart" | "values">): Version {
  const {name, version} = chart.metadata;
  return {
    chart: chartFiles(chart),
    chartName: `${name}-${version}`,
    image: imageOf(chart.values, values),
    isValidated: true,
    secrets: existingSecrets(chart, values),
    values: personValues(values),
  };
}
