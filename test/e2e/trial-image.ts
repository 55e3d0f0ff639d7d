import {cpSync} from "node:fs";
import {join} from "node:path";
import {HOME} from "../cli/plugin.ts";
import {buildImage, pythonImage} from "../cluster/index.ts";
import {temporaryFolder} from "../temporary-folder.ts";

export const TRIAL = "image.tag=trial";

/** The shop with migrations that fail or hang where its configuration says so. */
export async function buildTrial(): Promise<void> {
  const context = temporaryFolder("trial");
  cpSync(join(HOME, "examples", "shop"), context, {recursive: true});
  cpSync(join(HOME, "test", "e2e", "images", "trial"), context, {recursive: true});
  await buildImage({name: "localhost/shop:trial", context, buildArgs: {VERSION: "v2", BASE: pythonImage}});
}

/** Each of its migrations runs Python, which may do anything, so that its name is asked for. */
export const TRIAL_ACCEPTED = ["catalog.0004_order_colour", "catalog.0005_order_size"].flatMap((name) => [
  "--accept",
  name,
]);
