import {copyFile, cp, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {execa} from "execa";
import {artefact} from "../support/artefact.ts";
import {contentHash} from "../support/hash.ts";
import type {Step} from "../support/progress.ts";
import {type Build, build, recall} from "./buildah.ts";
import {pauseImage, pythonImage} from "./names.ts";
import {makeRootfs} from "./rootfs.ts";
import {archiveOf, hasArchive, importOnce} from "./store.ts";

const recipe = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The archives of the images that the cluster itself brings, built once. */
export async function makeBases(step: Step): Promise<void> {
  await pauseArchive();
  if (!(await pythonIsMade())) await step(`build ${pythonImage}`, pythonArchive);
}

export async function importBases(): Promise<void> {
  await importOnce(pauseImage, await contentHash([recipe("pause")]), await pauseArchive());
  await importOnce(pythonImage, await pythonHash(), await pythonArchive());
}

/** Makes sure that a Dockerfile can say FROM the base. */
export async function recallPython(): Promise<void> {
  await recall(pythonImage, await pythonArchive());
}

export const pythonHash = () => contentHash([recipe("python")]);

const pythonIsMade = async () => hasArchive(pythonImage, await pythonHash());

async function pauseArchive(): Promise<string> {
  const hash = await contentHash([recipe("pause")]);
  return archiveOf(pauseImage, hash, async (archive) => {
    const context = await artefact(`pause-context-${hash}`, async (draft) => {
      await cp(recipe("pause"), draft, {recursive: true});
      await copyFile("/bin/busybox", join(draft, "busybox"));
    });
    await build(plain(pauseImage, context), archive);
  });
}

async function pythonArchive(): Promise<string> {
  const hash = await pythonHash();
  return archiveOf(pythonImage, hash, async (archive) => {
    const context = await artefact(`python-context-${hash}`, async (draft) => {
      await mkdir(draft, {recursive: true});
      await cp(recipe("python"), draft, {recursive: true});
      await makeRootfs(draft, recipe("python/requirements.txt"));
    });
    await build(plain(pythonImage, context), archive);
    await execa("rm", ["-rf", context]);
  });
}

const plain = (name: string, context: string): Build => ({
  name,
  context,
  file: join(context, "Dockerfile"),
  buildArgs: {},
});
