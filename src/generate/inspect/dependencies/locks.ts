import type {Files} from "../files.ts";
import {type Dependency, normalised} from "./dependency.ts";
import {strings, tomlLines} from "./toml.ts";

/** `uv.lock` and `poetry.lock`: `[[package]]` with a name, then its version. */
export function readLock(files: Files, path: string): Dependency[] {
  const lines = tomlLines(files.get(path) ?? "").filter(({table}) => table === "package");
  return lines.flatMap(({key, text, line}, index) => {
    const next = lines[index + 1];
    if (key !== "name" || next?.key !== "version") return [];
    return [{name: normalised(strings(text)[0] ?? ""), value: strings(next.text)[0] ?? "", from: `${path}:${line}`}];
  });
}
