import {find} from "../fact.ts";
import type {Files} from "../files.ts";
import {type Dependency, readRequirement} from "./dependency.ts";
import {strings} from "./toml.ts";

/** `setup.py`: the strings of `install_requires`; what is computed stays unknown. */
export function readSetupPy(files: Files, path: string): Dependency[] {
  return find(files, path, /install_requires\s*=\s*\[([^\]]*(?:\[[^\]]*\][^\]]*)*)\]/).flatMap(({match, from}) => {
    return strings(match[1] ?? "").flatMap((text) => readRequirement(text, from));
  });
}

/** `setup.cfg`: the indented lines below `install_requires =`. */
export function readSetupCfg(files: Files, path: string): Dependency[] {
  return find(files, path, /^install_requires\s*=((?:\n[ \t]+.*|\n)*)/m).flatMap(({match, from}) => {
    return (match[1] ?? "").split("\n").flatMap((line) => readRequirement(line, from));
  });
}
