import type {Fact} from "../fact.ts";
import {type Files, folderOf, nameOf} from "../files.ts";
import {fileOfModule} from "../modules.ts";
import {type Assignment, assignmentsOf} from "../python/assignments.ts";
import type {Dockerfile} from "../start/dockerfile.ts";
import {scriptFile} from "../start/script-file.ts";

/** What a file of gunicorn's settings says, by names as flags have them. */
export interface GunicornConfig {
  path: string;
  settings: Map<string, Fact<Assignment>>;
}

/** The names that are written otherwise as flags. */
const AS_FLAG: Readonly<Record<string, string>> = {
  keepalive: "keep-alive",
  accesslog: "access-logfile",
  errorlog: "error-logfile",
};

/** Reads what `--config` names: a file, or `python:` and a module. */
export function readGunicornConfig(
  files: Files,
  root: string,
  said: string,
  image: Dockerfile | undefined,
): GunicornConfig | undefined {
  const module = /^python:(.*)$/.exec(said)?.[1];
  const path =
    module === undefined ? scriptFile(files, image, said.replace(/^file:/, "")) : fileOfModule(files, root, module);
  return path === undefined ? undefined : configIn(files, path);
}

/** What gunicorn reads unasked, where it starts in the project's folder. */
export function usualGunicornConfig(files: Files, root: string): GunicornConfig | undefined {
  const paths = [...files.keys()].filter((path) => nameOf(path) === "gunicorn.conf.py");
  const path = paths.find((each) => folderOf(each) === "" || folderOf(each) === root);
  return path === undefined ? undefined : configIn(files, path);
}

function configIn(files: Files, path: string): GunicornConfig {
  const all = assignmentsOf(files.get(path) ?? "").map((assignment): [string, Fact<Assignment>] => [
    AS_FLAG[assignment.name] ?? assignment.name.replaceAll("_", "-"),
    {value: assignment, from: `${path}:${assignment.line}`},
  ]);
  return {path, settings: new Map(all)};
}
