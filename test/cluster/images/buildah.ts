import {rename} from "node:fs/promises";
import {join} from "node:path";
import {execa} from "execa";
import {cache} from "../paths.ts";

const storage = [
  ...["--storage-driver", "vfs"],
  ...["--root", join(cache, "buildah", "root")],
  ...["--runroot", join(cache, "buildah", "run")],
];

export interface Build {
  /** With its tag: the name that pods use. */
  name: string;
  context: string;
  file: string;
  buildArgs: Record<string, string>;
}

/** Builds and writes an archive; nothing is pulled from anywhere. vfs has no shared layers: only bases are kept. */
export async function build({name, context, file, buildArgs}: Build, archive: string): Promise<void> {
  await buildah("rm", "--all");
  const args = Object.entries(buildArgs).map(([key, value]) => `--build-arg=${key}=${value}`);
  await buildah(
    "bud",
    "--isolation=chroot",
    "--pull-never",
    "--layers=false",
    ...args,
    "-f",
    file,
    "-t",
    name,
    context,
  );
  await push(name, archive);
}

export async function forget(name: string): Promise<void> {
  await buildah("rmi", "--force", name);
}

/** A base that the archive has and buildah lost. */
export async function recall(name: string, archive: string): Promise<void> {
  const {failed} = await execa("buildah", [...storage, "inspect", "--type=image", name], {reject: false});
  if (failed) await buildah("pull", `oci-archive:${archive}`);
}

async function push(name: string, archive: string): Promise<void> {
  const draft = `${archive}.draft`;
  await execa("rm", ["-f", draft]);
  await buildah("push", name, `oci-archive:${draft}:${name}`);
  await rename(draft, archive);
}

const buildah = (...args: string[]) => execa("buildah", [...storage, ...args]);
