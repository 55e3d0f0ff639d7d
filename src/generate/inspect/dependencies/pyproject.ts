import type {Files} from "../files.ts";
import {type Dependency, normalised, readRequirement} from "./dependency.ts";
import {strings, type TomlLine, tomlLines} from "./toml.ts";

const POETRY_TABLE = /^tool\.poetry(\.group\.[\w-]+)?\.(dev-)?dependencies$/;
const REQUIREMENT_TABLES = ["project.optional-dependencies", "dependency-groups"];

/** `pyproject.toml`: PEP 621, PEP 735 groups, and Poetry's own tables. */
export function readPyproject(files: Files, path: string): Dependency[] {
  return tomlLines(files.get(path) ?? "").flatMap((line) => {
    const from = `${path}:${line.line}`;
    if (POETRY_TABLE.test(line.table)) return poetryDependency(line, from);
    return isOfRequirements(line) ? strings(line.text).flatMap((text) => readRequirement(text, from)) : [];
  });
}

function isOfRequirements({table, key}: TomlLine): boolean {
  return (table === "project" && key === "dependencies") || REQUIREMENT_TABLES.includes(table);
}

function poetryDependency({key, text}: TomlLine, from: string): Dependency[] {
  const version = /version\s*=\s*"([^"]*)"/.exec(text)?.[1] ?? strings(text)[0] ?? "";
  return key === "python" ? [] : [{name: normalised(key), value: version === "*" ? "" : version, from}];
}
