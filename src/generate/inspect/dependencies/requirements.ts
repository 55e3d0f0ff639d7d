import type {Files} from "../files.ts";
import {type Dependency, readRequirement} from "./dependency.ts";

/** `requirements.txt` and its relatives: a requirement a line. */
export function readRequirements(files: Files, path: string): Dependency[] {
  const lines = (files.get(path) ?? "").split("\n");
  return lines.flatMap((line, index) => readRequirement(line, `${path}:${index + 1}`));
}
