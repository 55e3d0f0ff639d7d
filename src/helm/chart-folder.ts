import {readdir, readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import type {ChartFiles} from "./chart-files.ts";

/** Reads a chart's folder whole, subcharts included. */
export async function readChartFolder(folder: string): Promise<ChartFiles> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path)] as const)));
}
