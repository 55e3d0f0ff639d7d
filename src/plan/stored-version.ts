import {chartFiles} from "../helm/chart-files.ts";
import type {HelmRelease, Values} from "../helm/helm-release.ts";
import {personValues, type SlotBlock} from "../release/block.ts";
import {sideOf} from "../release/changes.ts";
import {existingSecrets} from "../release/existing-secrets.ts";
import type {Version} from "./step.ts";

/** The version that a release of Helm holds: chart and values as they were. */
export function storedVersion({chart, values}: Pick<HelmRelease, "chart" | "values">): Version {
  return {
    ...sideOf({chart, values}),
    chart: chartFiles(chart),
    isValidated: true,
    secrets: existingSecrets(chart, values),
    values: personValues(values),
    ...pinnedIn(values),
  };
}

function pinnedIn({rollout}: Values): Pick<Version, "pinned"> {
  const {pinned} = (rollout ?? {}) as Partial<SlotBlock>;
  return pinned === undefined ? {} : {pinned};
}
