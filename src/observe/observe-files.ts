import {readFile} from "node:fs/promises";
import {join} from "node:path";
import * as yaml from "js-yaml";
import {DjcdError, refusal} from "../errors.ts";
import type {ChartFiles} from "../helm/chart-files.ts";
import {readChartFolder} from "../helm/chart-folder.ts";
import type {Helm} from "../helm/helm.ts";
import type {ChartMetadata, HelmRelease, StoredChart, Values} from "../helm/helm-release.ts";
import type {Api} from "../kubernetes/api.ts";
import {isCommitted, partOf} from "../release/block.ts";
import {FILES, type FileName, releaseOf} from "../release/committed.ts";
import type {Observation} from "../release/observation.ts";
import {readValues} from "../release/values-text.ts";
import {observeRecorded, type Recorded} from "./observe.ts";

/** The folder with the values files and charts of a release. */
export interface ValuesFolder {
  readonly path: string;
  /** As a person typed it. */
  readonly shown: string;
}

/** Which of the generator's own list in a chart's folder is no part of the chart. */
const RECORD = ".djcd.json";

/** Reads what the values files say, and what the cluster shows. */
export async function observeFiles(api: Api, namespace: string, read: () => Promise<Recorded>): Promise<Observation> {
  return observeRecorded(api, namespace, await read());
}

/** Reads the three releases of a folder; one that did not change since is not rendered again. */
export function releaseReader(helm: Helm, folder: ValuesFolder, base: string): () => Promise<Recorded> {
  const known = new Map<FileName, {readonly key: string; readonly release: HelmRelease}>();
  const one = async (file: FileName): Promise<HelmRelease> => {
    const [text, files] = await Promise.all([readText(folder, file), readChart(folder, file)]);
    const key = [text, ...[...files].flatMap(([name, data]) => [name, data.toString("base64")])].join("\n");
    const before = known.get(file);
    if (before?.key === key) return before.release;
    const release = await readRelease(helm, folder, releaseOf(base, file), file, {text, files});
    known.set(file, {key, release});
    return release;
  };
  return async () => {
    const [front, blue, green] = await Promise.all(FILES.map(one));
    return {front, blue, green} as Recorded;
  };
}

interface Contents {
  readonly text: string;
  readonly files: ChartFiles;
}

async function readRelease(
  helm: Helm,
  folder: ValuesFolder,
  name: string,
  file: FileName,
  {text, files}: Contents,
): Promise<HelmRelease> {
  const values = valuesIn(folder, file, text);
  const path = chartPath(folder, file);
  const metadata = yaml.load(await helm.chartMetadata(path)) as ChartMetadata;
  // Only Helm counts revisions, from 1.
  const info = {revision: 1, status: "deployed", description: "", updated: ""};
  const release = {...info, name, values, manifest: "", hooks: ""};
  const chart = storedChart(metadata, files);
  refuseOther(folder, file, {...release, chart});
  return {...release, chart, manifest: await helm.template(name, path, values)};
}

/** The chart of a release in a folder. */
export function chartPath({path}: ValuesFolder, file: FileName): string {
  return join(path, "charts", file);
}

/** The values file of a release in a folder. */
export function valuesPath({path}: ValuesFolder, file: FileName): string {
  return join(path, `${file}.yaml`);
}

/** The values of a file that nobody has rendered yet. */
export async function readValuesFile(folder: ValuesFolder, file: FileName): Promise<Values> {
  return valuesIn(folder, file, await readText(folder, file));
}

/** Text of a values file. */
export async function readText(folder: ValuesFolder, file: FileName): Promise<string> {
  return readFile(valuesPath(folder, file), "utf8").catch((cause: NodeJS.ErrnoException) => {
    throw new DjcdError(missing(folder, `${file}.yaml`), {cause});
  });
}

async function readChart(folder: ValuesFolder, file: FileName): Promise<ChartFiles> {
  const files = await readChartFolder(chartPath(folder, file)).catch((cause: NodeJS.ErrnoException) => {
    throw new DjcdError(missing(folder, `charts/${file}`), {cause});
  });
  return withoutRecord(files);
}

/** A chart's files without the generator's list of its own. */
export function withoutRecord(files: ChartFiles): ChartFiles {
  return new Map([...files].filter(([name]) => name !== RECORD).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function missing({shown}: ValuesFolder, what: string): string {
  return `${shown} has no ${what}. To have one: choose gitops in djcd.yaml and type: helm djcd generate`;
}

function valuesIn({shown}: ValuesFolder, file: FileName, text: string): Values {
  try {
    return readValues(text);
  } catch (cause) {
    if (!(cause instanceof yaml.YAMLException)) throw cause;
    const {reason, mark} = cause;
    const where = mark ? `line ${mark.line + 1}, column ${mark.column + 1}: ` : "";
    throw new DjcdError(`${shown}/${file}.yaml cannot be read: ${where}${reason}`, {cause});
  }
}

/** Chart.yaml and values.yaml are files too: written again they are as they were, comments and all. */
function storedChart(metadata: ChartMetadata, files: ChartFiles): StoredChart {
  const stored = [...files].map(([name, data]) => ({name, data: data.toString("base64")}));
  return {
    metadata,
    templates: stored.filter(({name}) => name.startsWith("templates/")),
    files: stored.filter(({name}) => !name.startsWith("templates/")),
    values: readValues(files.get("values.yaml")?.toString("utf8") ?? ""),
    schema: files.get("values.schema.json")?.toString("base64"),
  };
}

function refuseOther({shown}: ValuesFolder, file: FileName, release: HelmRelease): void {
  const part = file === "front" ? "front" : "slot";
  if (isCommitted(release) && partOf(release) === part) return;
  throw refusal(
    `${shown}/${file}.yaml is not the values file of a ${part}: it needs part: ${part} and rollout.required: true. ` +
      "Restore it from the commit before",
    "not-ours",
  );
}
