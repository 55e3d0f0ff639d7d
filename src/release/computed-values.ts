import type {StoredChart, Values} from "../helm/helm-release.ts";

/** The settings in values that djcd itself acts on, with the chart's defaults where a person said nothing. */
export interface Settings {
  readonly router: string;
  readonly hosts: readonly string[];
  readonly strategy: StrategySettings;
  readonly migrationSeconds: number;
}

export interface StrategySettings {
  readonly type: string;
  readonly steps: readonly number[];
  readonly pause: string;
}

interface KnownValues {
  readonly router?: string;
  readonly hosts?: readonly string[];
  readonly strategy?: {
    readonly type?: string;
    readonly canary?: {readonly steps?: readonly number[]; readonly pause?: string};
  };
  readonly migrations?: {readonly timeoutSeconds?: number};
}

/** Reads what djcd acts on from a chart's defaults and a person's values. */
export function settingsOf(chart: Pick<StoredChart, "values">, values: Values): Settings {
  const {router, hosts, strategy, migrations} = computedValues(chart.values, values) as KnownValues;
  const {type = "blue-green", canary = {}} = strategy ?? {};
  return {
    router: router ?? "service",
    hosts: hosts ?? [],
    strategy: {type, steps: canary.steps ?? [5, 25, 50, 100], pause: canary.pause ?? ""},
    migrationSeconds: migrations?.timeoutSeconds ?? 3600,
  };
}

/** Whether an HPA sizes a component of these values. */
export function hasAutoscaler(computed: Values): boolean {
  return Object.values(computed).some(
    (one) => isMap(one) && isMap(one.autoscaling) && one.autoscaling.enabled === true,
  );
}

/** The image as people know it. */
export function imageOf(defaults: Values, values: Values): string {
  const {repository, tag, digest} = (computedValues(defaults, values).image ?? {}) as Record<
    string,
    string | undefined
  >;
  // The chart names it after itself then.
  const name = repository || "(named like the chart)";
  return digest ? `${name}@${digest}` : `${name}:${tag || "(no image.tag)"}`;
}

/** Defaults under values, as Helm coalesces them: maps merge, everything else replaces, null removes. */
export function computedValues(defaults: Values, values: Values): Values {
  const merged: Record<string, unknown> = {...defaults};
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete merged[key];
    else merged[key] = isMap(merged[key]) && isMap(value) ? computedValues(merged[key], value) : value;
  }
  return merged;
}

function isMap(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
