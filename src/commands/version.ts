import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {VERSION} from "../version.ts";

/** `djcd version`; `djcd --version` says the same. */
export function versionCommand({stdout}: Context): CommandModule {
  return {
    command: "version",
    describe: "Print the version of djcd",
    handler: () => void stdout.write(`djcd ${VERSION}\n`),
  };
}
