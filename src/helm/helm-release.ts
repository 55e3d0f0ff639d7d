import {gunzipSync} from "node:zlib";
import {DjcdError} from "../errors.ts";
import type {KubeSecret} from "../kubernetes/objects.ts";

export type Values = Readonly<Record<string, unknown>>;

/** A revision of a Helm release, as its Secret holds it. */
export interface HelmRelease {
  readonly name: string;
  readonly revision: number;
  readonly status: string;
  readonly description: string;
  readonly updated: string;
  readonly chart: StoredChart;
  readonly values: Values;
  readonly manifest: string;
  /** What Helm runs and does not keep, as rendered. */
  readonly hooks: string;
}

/** A revision of a release by its labels alone: cheap to list. */
export interface RevisionLabel {
  readonly release: string;
  readonly revision: number;
  readonly status: string;
  readonly secret: string;
  /** When it was begun, as the API server has it. */
  readonly created?: string;
  /** Changes with the Secret: what was read under it is still true. */
  readonly etag?: string;
}

export interface StoredChart {
  readonly metadata: ChartMetadata;
  readonly templates: readonly StoredFile[];
  readonly files: readonly StoredFile[];
  readonly values: Values;
  readonly schema: string | undefined;
}

export interface ChartMetadata {
  readonly name: string;
  readonly version: string;
  readonly appVersion?: string;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly dependencies?: readonly {readonly name: string; readonly version?: string}[];
  readonly [key: string]: unknown;
}

/** A file of a chart; `data` is base64. */
export interface StoredFile {
  readonly name: string;
  readonly data: string;
}

interface StoredRelease {
  readonly name: string;
  readonly version: number;
  readonly info: {readonly status: string; readonly description?: string; readonly last_deployed?: string};
  readonly chart: {
    readonly metadata: ChartMetadata;
    readonly templates?: readonly StoredFile[] | null;
    readonly files?: readonly StoredFile[] | null;
    readonly values?: Values | null;
    readonly schema?: string | null;
  };
  readonly config?: Values | null;
  readonly manifest?: string;
  readonly hooks?: readonly {readonly manifest: string}[] | null;
}

/** Reads Helm's release Secret; one that was damaged is an error that names it. */
export function decodeRelease(secret: KubeSecret): HelmRelease {
  const stored = unpack(secret);
  return {
    name: stored.name,
    revision: stored.version,
    status: stored.info.status,
    description: stored.info.description ?? "",
    updated: stored.info.last_deployed ?? "",
    chart: readChart(stored.chart),
    values: stored.config ?? {},
    manifest: stored.manifest ?? "",
    hooks: (stored.hooks ?? []).map(({manifest}) => manifest).join("\n---\n"),
  };
}

/** Base64 (Kubernetes) of base64 (Helm) of gzip of JSON; `pkg/storage/driver/util.go` in Helm. */
function unpack(secret: KubeSecret): StoredRelease {
  try {
    const encoded = Buffer.from(secret.data?.release ?? "", "base64").toString("latin1");
    const packed = Buffer.from(encoded, "base64");
    const stored = JSON.parse((packed[0] === 0x1f ? gunzipSync(packed) : packed).toString("utf8")) as StoredRelease;
    if (stored.info.status && stored.chart.metadata.name) return stored;
  } catch (cause) {
    throw damaged(secret, cause);
  }
  throw damaged(secret, undefined);
}

function damaged({metadata}: KubeSecret, cause: unknown): DjcdError {
  const {name, namespace, labels = {}} = metadata;
  return new DjcdError(
    `Secret ${name}, where Helm keeps revision ${labels.version} of release ${labels.name}, cannot be read: it was damaged. ` +
      `Put a backup of it back, or take it out of the history: kubectl delete secret ${name}${namespace ? ` -n ${namespace}` : ""}`,
    {cause},
  );
}

function readChart(chart: StoredRelease["chart"]): StoredChart {
  return {
    metadata: chart.metadata,
    templates: chart.templates ?? [],
    files: chart.files ?? [],
    values: chart.values ?? {},
    schema: chart.schema ?? undefined,
  };
}
