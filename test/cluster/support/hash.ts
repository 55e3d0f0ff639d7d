import {createHash, type Hash} from "node:crypto";
import {readdir, readFile} from "node:fs/promises";
import {join} from "node:path";

/** A short name for the content of folders, with their files' names, and of further words. */
export async function contentHash(folders: string[], ...words: string[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify(words));
  for (const folder of folders) await addFolder(hash, folder);
  return hash.digest("hex").slice(0, 16);
}

async function addFolder(hash: Hash, folder: string): Promise<void> {
  const entries = await readdir(folder, {recursive: true, withFileTypes: true});
  const files = entries.filter((entry) => entry.isFile() && !isByproduct(entry.parentPath));
  const ignored = await ignoredNames(folder);
  const paths = files.map((file) => join(file.parentPath, file.name)).sort();
  for (const path of paths.filter((one) => !ignored.has(topName(one, folder)))) {
    hash.update(`\0${path.slice(folder.length)}\0`).update(await readFile(path));
  }
}

/** What running a project leaves in it does not make it another project. */
const isByproduct = (folder: string) => /\/(__pycache__|\.git|\.venv|node_modules)(\/|$)/.test(`${folder}/`);

/** What a build never sees does not make it another build: the plain names of `.dockerignore`, the Dockerfile excepted. */
async function ignoredNames(folder: string): Promise<Set<string>> {
  const text = await readFile(join(folder, ".dockerignore"), "utf8").catch(() => "");
  return new Set(text.split("\n").filter((line) => /^[\w.-]+$/.test(line) && line !== "Dockerfile"));
}

const topName = (path: string, folder: string) => path.slice(folder.length + 1).split("/")[0] ?? "";
