import type {Files} from "../files.ts";
import {type Dependency, normalised} from "./dependency.ts";
import {strings, tomlLines} from "./toml.ts";

/** `Pipfile`: `[packages]` and `[dev-packages]`. */
export function readPipfile(files: Files, path: string): Dependency[] {
  return tomlLines(files.get(path) ?? "")
    .filter(({table}) => table === "packages" || table === "dev-packages")
    .map(({key, text, line}) => {
      const version = /version\s*=\s*"([^"]*)"/.exec(text)?.[1] ?? strings(text)[0] ?? "";
      return {name: normalised(key), value: version === "*" ? "" : version, from: `${path}:${line}`};
    });
}

/** `Pipfile.lock`: JSON, of which the lines are read so that they can be named. */
export function readPipfileLock(files: Files, path: string): Dependency[] {
  const text = files.get(path) ?? "";
  const packages = text.matchAll(/^ {8}"([\w.-]+)": \{[^}]*?"version": "==([^"]+)"/gm);
  return [...packages].map(({1: name = "", 2: value = "", index}) => {
    return {name: normalised(name), value, from: `${path}:${text.slice(0, index).split("\n").length}`};
  });
}
