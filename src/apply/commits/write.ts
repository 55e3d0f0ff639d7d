import {mkdir, rename, rm, stat, writeFile} from "node:fs/promises";
import {dirname, join, resolve} from "node:path";
import {DjcdError} from "../../errors.ts";
import type {ChartFiles, ChartSource} from "../../helm/chart-files.ts";
import {readChartFolder} from "../../helm/chart-folder.ts";
import type {HelmRelease, Values} from "../../helm/helm-release.ts";
import {chartPath, readText, valuesPath, withoutRecord} from "../../observe/observe-files.ts";
import {FILES, type FileName, sealed} from "../../release/committed.ts";
import type {Observation} from "../../release/observation.ts";
import {withValues} from "../../release/values-text.ts";
import {look} from "../session.ts";
import type {CommitSession} from "./session.ts";

/** What a release is to be; nothing where it stays as it is. */
export type Written = Readonly<Partial<Record<FileName, {readonly values: Values; readonly chart?: ChartSource}>>>;

/** Writes values files and charts, with a seal on each file of the release; gives the names of those that changed. */
export async function writeFiles(session: CommitSession, written: Written): Promise<string[]> {
  const charts: string[] = [];
  for (const file of FILES) {
    const chart = written[file]?.chart;
    if (chart !== undefined && (await writeChart(session, file, chart))) charts.push(`charts/${file}`);
  }
  session.world.changed();
  const observation = await look(session);
  const files: string[] = [];
  for (const file of FILES) {
    const release = recorded(observation, file);
    const values = sealed(written[file]?.values ?? release.values, release.chart);
    if (await writeValues(session, file, values)) files.push(`${file}.yaml`);
  }
  session.world.changed();
  return [...files, ...charts];
}

/** Writes the first version: no chart has been rendered yet, so there is nothing to seal. */
export async function writeFirst(
  session: CommitSession,
  values: ReadonlyMap<FileName, Values>,
  chart: ChartSource | undefined,
): Promise<string[]> {
  const written: string[] = [];
  for (const [file, one] of values) {
    if (await writeValues(session, file, one)) written.push(`${file}.yaml`);
    if (chart && (await writeChart(session, file, chart))) written.push(`charts/${file}`);
  }
  session.world.changed();
  return written;
}

function recorded({front, slots}: Observation, file: FileName): HelmRelease {
  return file === "front" ? front : (slots[file].release as HelmRelease);
}

async function writeValues({folder}: CommitSession, file: FileName, values: Values): Promise<boolean> {
  const before = await readText(folder, file);
  const after = withValues(before, values);
  if (after === before) return false;
  await writeFile(valuesPath(folder, file), after);
  return true;
}

/** A chart is replaced whole: a file that the newer one has not must go. */
async function writeChart(session: CommitSession, file: FileName, source: ChartSource): Promise<boolean> {
  const folder = chartPath(session.folder, file);
  const files = await filesOf(session, source);
  if (isSame(withoutRecord(await readChartFolder(folder)), files)) return false;
  const whole = join(dirname(folder), `.${file}`);
  await rm(whole, {recursive: true, force: true});
  for (const [name, data] of files) {
    await mkdir(dirname(join(whole, name)), {recursive: true});
    await writeFile(join(whole, name), data);
  }
  // A command that is killed leaves no half of a chart.
  await rm(folder, {recursive: true, force: true});
  await rename(whole, folder);
  return true;
}

async function filesOf({context}: CommitSession, source: ChartSource): Promise<ChartFiles> {
  if (typeof source !== "string") return withoutRecord(source);
  const path = resolve(context.cwd, source);
  if (!(await stat(path)).isDirectory())
    throw new DjcdError(
      `--write keeps the chart as a folder, and ${source} is a package. Unpack it: tar -xzf ${source}`,
    );
  return withoutRecord(await readChartFolder(path));
}

function isSame(one: ChartFiles, other: ChartFiles): boolean {
  return one.size === other.size && [...one].every(([name, data]) => other.get(name)?.equals(data));
}
