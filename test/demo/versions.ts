import {cpSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {HOME} from "../cli/plugin.ts";
import type {Version} from "./places/place.ts";

export const SHOP = join(HOME, "examples", "shop");

/** The versions that the demo releases, and v3, which it only looks at. */
export function versionsOfShop(folder: string): readonly Version[] {
  const ofExample = (tag: string): Version => ({tag, context: SHOP, buildArg: tag});
  return [ofExample("v1"), ofExample("v2"), patchRelease(folder), ofExample("v3")];
}

/** v2.1 is v2 with other code and the same database, as most releases are. */
function patchRelease(folder: string): Version {
  const context = join(folder, "v2.1");
  cpSync(SHOP, context, {recursive: true});
  writeFileSync(join(context, "versions", "v2", "shop", "version.py"), 'VERSION = "v2.1"\n');
  return {tag: "v2.1", context, buildArg: "v2"};
}
