import {access, cp, mkdir, readFile, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {DjcdError} from "../errors.ts";
import {type Changes, type ChartRecord, type Folder, NOTHING_RECORDED, RECORD_FILE, recordText} from "./changes.ts";
import type {GeneratedFile} from "./generated-file.ts";

/** Reads the list of what an earlier generation wrote into a chart's folder. */
export async function readRecord(folder: string): Promise<ChartRecord> {
  const text = await readIfThere(join(folder, RECORD_FILE));
  return text === undefined ? NOTHING_RECORDED : parseRecord(text, join(folder, RECORD_FILE));
}

/** Reads those files of a chart's folder that a generation may have to do with; nobody else's are opened. */
export async function readOwnFiles(
  folder: string,
  generated: readonly GeneratedFile[],
  recorded: ChartRecord,
): Promise<Folder> {
  const paths = new Set([...generated.map(({path}) => path), ...Object.keys(recorded.files)]);
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = await readIfThere(join(folder, path));
    if (text !== undefined) files.set(path, text);
  }
  return files;
}

/** Does what was decided. The record comes last: until then the old one tells which files are ours. */
export async function writeChanges(folder: string, {create, update, remove, record}: Changes): Promise<void> {
  for (const {path, content} of [...create, ...update]) await writeInto(join(folder, path), content);
  for (const path of remove) await rm(join(folder, path), {force: true});
  await writeInto(join(folder, RECORD_FILE), recordText(record));
}

/** Whether a folder holds a chart. */
export async function isChart(folder: string): Promise<boolean> {
  return access(join(folder, "Chart.yaml")).then(
    () => true,
    () => false,
  );
}

/** Copies a chart as it is, the team's own values and templates too; whose files are ours is told by the original alone. */
export async function copyChart(folder: string, copy: string): Promise<void> {
  await cp(folder, copy, {recursive: true, filter: (path) => basename(path) !== RECORD_FILE});
}

async function writeInto(file: string, content: string): Promise<void> {
  try {
    await mkdir(dirname(file), {recursive: true});
    await writeFile(file, content);
  } catch (error) {
    throw unusable(file, "written", error);
  }
}

function unusable(file: string, what: "read" | "written", cause: unknown): DjcdError {
  const {code} = cause as NodeJS.ErrnoException;
  return new DjcdError(`${file} cannot be ${what} (${code}). Name another folder with --out`, {cause});
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw unusable(file, "read", error);
  }
}

function parseRecord(text: string, file: string): ChartRecord {
  try {
    return {...NOTHING_RECORDED, ...(JSON.parse(text) as ChartRecord)};
  } catch {
    throw new DjcdError(
      `${file} is not JSON any more, so nothing tells which files are ours. Restore it, or delete it and type: helm djcd generate --force`,
    );
  }
}
