import {type GeneratedFile, sha256} from "./generated-file.ts";

/** The list of what djcd wrote into a chart; kept in the chart, and left out of its package. */
export const RECORD_FILE = ".djcd.json";

export interface ChartRecord {
  /** Our own files, by path, with the hash of what was written. */
  readonly files: Readonly<{[path: string]: string}>;
  /** Files written once: they are not written again, also when somebody has deleted them. */
  readonly once: readonly string[];
}

export const NOTHING_RECORDED: ChartRecord = {files: {}, once: []};

/** The texts in the chart's folder, by path, as far as djcd may have to do with them. */
export type Folder = ReadonlyMap<string, string>;

/** What a generation does to a folder, before it is done. */
export interface Changes {
  readonly create: readonly GeneratedFile[];
  readonly update: readonly GeneratedFile[];
  readonly remove: readonly string[];
  /** Would be overwritten or removed, and holds what somebody else wrote. */
  readonly foreign: readonly string[];
  readonly record: ChartRecord;
}

/** Compares what was generated with what is there. */
export function changesOf(generated: readonly GeneratedFile[], folder: Folder, recorded: ChartRecord): Changes {
  const wanted = generated.filter((file) => isDue(file, folder, recorded));
  const update = wanted.filter(({path}) => folder.has(path));
  const remove = Object.keys(recorded.files).filter((path) => folder.has(path) && !isOwned(path, generated));
  return {
    create: wanted.filter(({path}) => !folder.has(path)),
    update,
    remove,
    foreign: [...update.map(({path}) => path), ...remove].filter((path) => isForeign(path, folder, recorded)),
    record: recordOf(generated),
  };
}

/** The record as the text of its file. */
export function recordText(record: ChartRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

function isDue({path, content, once}: GeneratedFile, folder: Folder, recorded: ChartRecord): boolean {
  return once ? !folder.has(path) && !recorded.once.includes(path) : folder.get(path) !== content;
}

function isOwned(path: string, generated: readonly GeneratedFile[]): boolean {
  return generated.some((file) => file.path === path && !file.once);
}

/** Line ends that git made others are nobody's change: the file is ours, and is written again. */
function isForeign(path: string, folder: Folder, recorded: ChartRecord): boolean {
  return sha256((folder.get(path) ?? "").replaceAll("\r\n", "\n")) !== recorded.files[path];
}

function recordOf(generated: readonly GeneratedFile[]): ChartRecord {
  const own = generated.filter(({once}) => !once).map(({path, content}) => [path, sha256(content)]);
  return {files: Object.fromEntries(own), once: generated.filter(({once}) => once).map(({path}) => path)};
}
