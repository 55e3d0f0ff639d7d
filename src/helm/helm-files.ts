import {mkdir, mkdtemp, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import type {ChartFiles, ChartSource} from "./chart-files.ts";
import type {Values} from "./helm-release.ts";

/** Writes the values, and a chart that is not yet on disk, into a private folder for the time of one command. */
export function withFiles<T>(
  {chart, values}: {readonly chart: ChartSource; readonly values: Values},
  use: (chart: string, values: string) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const file = join(folder, "values.json");
    await writeFile(file, JSON.stringify(values), {mode: 0o600});
    return use(typeof chart === "string" ? chart : await writeChart(folder, chart), file);
  });
}

/** A folder that only we can read, for the time of one use. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "djcd-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function writeChart(folder: string, files: ChartFiles): Promise<string> {
  const root = join(folder, "chart");
  for (const [path, contents] of files) {
    await mkdir(dirname(join(root, path)), {recursive: true});
    await writeFile(join(root, path), contents);
  }
  return root;
}
