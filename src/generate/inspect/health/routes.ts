import {type Files, nameOf} from "../files.ts";
import {fileOfModule, moduleOfFile, resolveImport} from "../modules.ts";
import {assignmentsTo} from "../python/assignments.ts";
import type {Expression} from "../python/expression.ts";
import {importsOf} from "../python/imports.ts";
import {type Pattern, patternOf} from "./pattern.ts";

/** A view, and under which path all prefixes put it. */
export interface Route extends Pattern {
  /** The view as it is written, and its name. */
  view: string;
  /** A module of URLs that is not the project's. */
  includes?: string;
  from: string;
}

interface Module {
  path: string;
  /** Its dotted name. */
  name: string;
  text: string;
}

interface Walk {
  files: Files;
  root: string;
  module: Module;
  prefix: Pattern;
  /** What is being followed, for lists that include themselves. */
  within: string[];
}

/** All routes that a file of URLs leads to, `include()` by name, by list and by variable followed. */
export function routesOf(files: Files, root: string, path: string): Route[] {
  return ofModule(
    {files, root, module: moduleAt(files, root, path), prefix: {path: ""}, within: []},
    path,
    "urlpatterns",
  );
}

function moduleAt(files: Files, root: string, path: string): Module {
  return {path, name: moduleOfFile(root, path), text: files.get(path) ?? ""};
}

/** The routes that a name of a module stands for. */
function ofModule(walk: Walk, path: string, name: string): Route[] {
  const key = `${path} ${name}`;
  if (walk.within.includes(key) || walk.within.length > 20) return [];
  const module = path === walk.module.path ? walk.module : moduleAt(walk.files, walk.root, path);
  const inner = {...walk, module, within: [...walk.within, key]};
  const given = assignmentsTo(module.text, name).filter(({keys}) => keys.length === 0);
  return given.length > 0 ? given.flatMap(({value}) => routesIn(value, inner)) : imported(name, inner);
}

function routesIn(value: Expression, walk: Walk): Route[] {
  if (value.is === "list") return value.items.flatMap((item) => routesIn(item, walk));
  if (value.is === "sum") return value.parts.flatMap((part) => routesIn(part, walk));
  if (value.is === "name") return ofModule(walk, walk.module.path, value.text);
  return value.is === "call" ? called(value, walk) : [];
}

function called(call: Expression & {is: "call"}, walk: Walk): Route[] {
  const name = call.name.split(".").at(-1) ?? "";
  if (/^(path|re_path|url)$/.test(name)) return route(call, name !== "path", walk);
  const inner = name === "i18n_patterns" ? beyond(walk, {path: "", unknown: "the language of i18n_patterns"}) : walk;
  return call.args.filter(({is}) => is !== "string" && is !== "other").flatMap((arg) => routesIn(arg, inner));
}

function beyond(walk: Walk, {path, unknown}: Pattern): Walk {
  const before = walk.prefix.unknown ?? unknown;
  return {...walk, prefix: {path: walk.prefix.path + path, ...(before !== undefined && {unknown: before})}};
}

function route(call: Expression & {is: "call"}, isRegex: boolean, walk: Walk): Route[] {
  const [said, view] = [call.args[0] ?? call.named.get("route"), call.args[1] ?? call.named.get("view")];
  if (said === undefined || view === undefined) return [];
  const inner = beyond(walk, patternOf(said, isRegex, walk.module.text));
  const from = `${walk.module.path}:${call.line}`;
  const target = view.is === "call" && /(^|\.)include$/.test(view.name) ? view.args[0] : undefined;
  if (target) return included(target, inner, from);
  const name = call.named.get("name");
  return [{...inner.prefix, view: `${view.text} ${name?.is === "string" ? name.value : ""}`.trim(), from}];
}

function included(target: Expression, walk: Walk, from: string): Route[] {
  if (target.is === "string") {
    const path = fileOfModule(walk.files, walk.root, target.value);
    return path === undefined
      ? [{...walk.prefix, view: "", includes: target.value, from}]
      : ofModule(walk, path, "urlpatterns");
  }
  // include((patterns, "name of the app"))
  const [first] = target.is === "list" ? target.items : [];
  return first && first.is !== "call" ? included(first, walk, from) : routesIn(target, walk);
}

/** A name from elsewhere: a list of routes, or a module that has one. */
function imported(name: string, walk: Walk): Route[] {
  const {files, root, module} = walk;
  const [base = "", ...attributes] = name.split(".");
  const found = importsOf(module.text).get(base) ?? {module: name};
  const from = resolveImport(module.name, nameOf(module.path) === "__init__.py", found.module);
  const parts = [...(found.member === undefined ? [] : [found.member]), ...attributes];
  const asModule = fileOfModule(files, root, [from, ...parts].filter((part) => part !== "").join("."));
  if (asModule !== undefined) return ofModule(walk, asModule, "urlpatterns");
  const owner = fileOfModule(files, root, [from, ...parts.slice(0, -1)].filter((part) => part !== "").join("."));
  const member = parts.at(-1);
  return owner === undefined || member === undefined ? [] : ofModule(walk, owner, member);
}
