import {existsSync} from "node:fs";
import {mkdir, readdir, rename, rm} from "node:fs/promises";
import {join} from "node:path";
import {cache} from "../paths.ts";
import {withLock} from "./lock.ts";

/**
 * A folder of the cache that exists only whole: it is made under another name and renamed. One maker at a time, for
 * workers of the tests are threads of one process, and begin together on a machine whose cache is empty.
 */
export async function artefact(name: string, make: (draft: string) => Promise<unknown>): Promise<string> {
  const folder = join(cache, name);
  if (!existsSync(folder)) await withLock(`artefact-${name}`, () => makeOnce(name, folder, make));
  return folder;
}

async function makeOnce(name: string, folder: string, make: (draft: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return;
  await removeDrafts(name);
  const draft = `${folder}.draft-${process.pid}`;
  await mkdir(draft, {recursive: true});
  await make(draft);
  await rename(draft, folder);
}

async function removeDrafts(name: string): Promise<void> {
  const names = await readdir(cache).catch(() => []);
  const drafts = names.filter((entry) => entry.startsWith(`${name}.draft-`));
  await Promise.all(drafts.map((draft) => rm(join(cache, draft), {recursive: true})));
}
