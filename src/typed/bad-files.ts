import {isUtf8} from "node:buffer";
import {readFile} from "node:fs/promises";
import {resolve} from "node:path";
import * as yaml from "js-yaml";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {quoted} from "./quoted.ts";

/** Refuses what Helm would read in silence, and otherwise than it was meant. */
export async function refuseBadFiles({cwd}: Context, files: readonly string[]): Promise<void> {
  for (const file of files) {
    if (file === "-") throw new DjcdError("-f -: djcd reads no values from stdin. Write them into a file");
    const text = await readFile(resolve(cwd, file), "utf8").catch(() => "");
    refuseRepeatedKey(file, text);
  }
}

/** `--set-file` puts a file into a string: bytes that are no text would be replaced there, in silence. */
export async function refuseBytes({cwd}: Context, given: readonly string[]): Promise<void> {
  for (const [key, file] of given.flatMap((one) => one.split(",")).map((pair) => pair.split("="))) {
    const bytes = await readFile(resolve(cwd, file ?? "")).catch(() => Buffer.alloc(0));
    if (isUtf8(bytes) && !bytes.includes(0)) continue;
    throw new DjcdError(
      `--set-file ${key}: ${file} holds bytes that are no text, and a value is text. Put it into a Secret and mount that: kubectl create secret generic NAME --from-file=${quoted(file ?? "")}`,
    );
  }
}

/** Helm takes the last of two, js-yaml says where the second one is; all other mistakes are left for Helm to tell. */
function refuseRepeatedKey(file: string, text: string): void {
  try {
    yaml.loadAll(text);
  } catch (error) {
    if (!(error instanceof yaml.YAMLException) || !/duplicated mapping key/.test(error.reason)) return;
    const line = (error.mark?.line ?? 0) + 1;
    throw new DjcdError(
      `the value file ${file} has a key twice, again in line ${line}: Helm would take the last one. Keep one`,
    );
  }
}
