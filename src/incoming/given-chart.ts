import {open, readFile, stat} from "node:fs/promises";
import {join, resolve} from "node:path";
import * as yaml from "js-yaml";
import type {Session} from "../apply/session.ts";
import type {Context} from "../context.ts";
import {DjcdError, refusal} from "../errors.ts";
import type {Schema} from "../generate/values-schema.ts";
import {type ChartSource, chartFiles, refuseSubcharts} from "../helm/chart-files.ts";
import type {ChartMetadata, HelmRelease, Values} from "../helm/helm-release.ts";
import {contractFault} from "../release/contract.ts";
import {type ChartRequest, findChart} from "../typed/chart-flags.ts";

const SCHEMA = "values.schema.json";

/** What is known of a chart before anything is rendered. */
export interface ChartFacts {
  readonly source: ChartSource;
  readonly metadata: ChartMetadata;
  readonly defaults: Values;
  /** Nothing where it is in a package, which only Helm opens. */
  readonly schema: Schema | undefined;
}

/** The chart that a person gave, and that it can take the place of the live one. */
export async function givenChart(
  {helm, context}: Session,
  request: ChartRequest,
  live: HelmRelease,
): Promise<ChartFacts> {
  await refuseNoChart(context, request);
  const source = await findChart(context, helm, request);
  const metadata = yaml.load(await helm.chartMetadata(source)) as ChartMetadata;
  refuseSubcharts(metadata);
  refuseOtherChart(request.name, metadata, live);
  const defaults = readDefaults(await helm.chartDefaults(source));
  return {source, metadata, defaults, schema: await schemaOf(context, source)};
}

/** The chart of a stored release. */
export function storedChart({chart}: HelmRelease): ChartFacts {
  const {metadata, values, schema} = chart;
  return {
    source: chartFiles(chart),
    metadata,
    defaults: values,
    schema: schema ? JSON.parse(`${Buffer.from(schema, "base64")}`) : undefined,
  };
}

/** `oci://...`, a URL, or a chart of a repository, as in `team/shop`: only Helm knows what is there. */
function isReference({name, flags}: ChartRequest): boolean {
  return flags.includes("--repo") || /^[a-z]+:\/\//.test(name) || /^[^./][^/]*\/[^/]+$/.test(name);
}

async function refuseNoChart({cwd}: Context, request: ChartRequest): Promise<void> {
  const {name} = request;
  const path = resolve(cwd, name);
  const found = await stat(path).catch(() => undefined);
  if (!found && isReference(request)) return;
  if (!found)
    throw new DjcdError(`chart ${name} does not exist: there is no folder and no package of that name. Type its path`);
  const isChart = found.isDirectory() ? await isThere(join(path, "Chart.yaml")) : await isPacked(path);
  const what = found.isDirectory() ? "the folder has no Chart.yaml" : "the file is no package of Helm";
  if (!isChart) throw new DjcdError(`${name} is no chart: ${what}. To have one for your project: helm djcd generate`);
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

/** A package is gzip. */
async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  const {buffer} = await file.read(Buffer.alloc(2), 0, 2, 0);
  await file.close();
  return buffer[0] === 0x1f && buffer[1] === 0x8b;
}

function refuseOtherChart(chart: string, metadata: ChartMetadata, live: HelmRelease): void {
  const fault = contractFault(chart, metadata);
  if (fault) throw refusal(fault);
  const {name} = live.chart.metadata;
  if (metadata.name !== name)
    throw refusal(
      `${chart} is chart ${metadata.name}, and ${live.name} is of chart ${name}: its objects would have other names. ` +
        "Give the chart of this release, or install the other one as a release of its own",
    );
}

function readDefaults(text: string): Values {
  return text.trim() === "" ? {} : ((yaml.load(text) ?? {}) as Values);
}

async function schemaOf({cwd}: Context, source: ChartSource): Promise<Schema | undefined> {
  const text =
    typeof source === "string"
      ? await readFile(resolve(cwd, source, SCHEMA), "utf8").catch(() => undefined)
      : source.get(SCHEMA)?.toString("utf8");
  return text === undefined ? undefined : JSON.parse(text);
}
