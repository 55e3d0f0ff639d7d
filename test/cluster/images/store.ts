import {existsSync} from "node:fs";
import {mkdir, readdir, readFile, rm, stat, utimes, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {execa} from "execa";
import {cache, containerdSocket, inRun} from "../paths.ts";

const archives = join(cache, "images");
const MONTH = 30 * 24 * 3600 * 1000;

/** The archive of an image with this content, made by `make` unless a run before this one did. */
export async function archiveOf(name: string, hash: string, make: (archive: string) => Promise<void>): Promise<string> {
  const archive = archiveFile(name, hash);
  await mkdir(archives, {recursive: true});
  if (!existsSync(archive)) {
    await removeOld();
    await make(archive);
  }
  await utimes(archive, new Date(), new Date());
  return archive;
}

/** Each edit of a Dockerfile's folder leaves an archive; the time of its last use is its file's. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(archives)) {
    const archive = join(archives, name);
    const age = Date.now() - (await stat(archive)).mtimeMs;
    if (age > MONTH) await rm(archive);
  }
}

export const hasArchive = (name: string, hash: string) => existsSync(archiveFile(name, hash));

/** Remembers in the run folder what containerd has, so that nothing is imported twice. */
export async function importOnce(name: string, hash: string, archive: string): Promise<void> {
  if ((await imported(name)) === hash) return;
  await execa("ctr", ["--address", containerdSocket, "--namespace", "k8s.io", "images", "import", archive]);
  await mkdir(inRun("images"), {recursive: true});
  await writeFile(inRun("images", fileName(name)), hash);
}

/** Gives an image that the cluster has another name too, whatever had that name before. */
export async function tagImage(name: string, as: string): Promise<void> {
  await execa("ctr", ["--address", containerdSocket, "--namespace", "k8s.io", "images", "tag", "--force", name, as]);
}

export function imported(name: string): Promise<string | undefined> {
  return readFile(inRun("images", fileName(name)), "utf8").catch(() => undefined);
}

const archiveFile = (name: string, hash: string) => join(archives, `${fileName(name)}-${hash}.tar`);
const fileName = (name: string) => name.replaceAll(/[^\w.-]/g, "_");
