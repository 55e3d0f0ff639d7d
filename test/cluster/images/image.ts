import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {contentHash} from "../support/hash.ts";
import {withLock} from "../support/lock.ts";
import {pythonHash, recallPython} from "./bases.ts";
import {build, forget} from "./buildah.ts";
import {archiveOf, importOnce} from "./store.ts";

export interface Image {
  /** As pods name it, with its tag: `localhost/shop:v1`, or `shop:v1` for docker.io/library/shop:v1. */
  name: string;
  /** The folder to build from; its content decides whether there is anything to build. */
  context: string;
  buildArgs?: Record<string, string>;
  /** The Dockerfile, when it is not the context's own. */
  file?: string;
}

/** Builds an image, unless this content was built before, and imports it, unless the cluster has it. */
export function buildImage(image: Image): Promise<void> {
  return withLock("images", () => provide({...image, name: fullName(image.name)}));
}

async function provide({name, context, buildArgs = {}, file = join(context, "Dockerfile")}: Image): Promise<void> {
  const words = [name, await readFile(file, "utf8"), JSON.stringify(buildArgs), await pythonHash()];
  const hash = await contentHash([context], ...words);
  const archive = await archiveOf(name, hash, async (target) => {
    await recallPython();
    await build({name, context, file, buildArgs}, target);
    await forget(name);
  });
  await importOnce(name, hash, archive);
}

export function fullName(name: string): string {
  const [first = "", ...rest] = name.split("/");
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]|^localhost$/.test(first) ? name : `docker.io/${name}`;
}
