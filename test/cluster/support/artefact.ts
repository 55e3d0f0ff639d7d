import {existsSync} from "node:fs";
import {mkdir, readdir, rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {cache} from "../paths.ts";

/** A folder of the cache that exists only whole: it is made under another name and renamed. */
export async function artefact(name: string, make: (draft: string) => Promise<unknown>): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  await removeDrafts(name);
  const draft = `${folder}.draft-${process.pid}`;
  await mkdir(draft, {recursive: true});
  await make(draft);
  await rename(draft, folder);
  return folder;
}

async function removeDrafts(name: string): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  const drafts = names.filter((entry) => entry.startsWith(`${name}.draft-`));
  await Promise.all(drafts.map((draft) => rm(join(cache, draft), {recursive: true})));
}
