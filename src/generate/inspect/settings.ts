import {type Fact, find, first} from "./fact.ts";
import {type Files, folderOf, inFolder, isSettings, named, nameOf} from "./files.ts";
import {fileOfModule, moduleOfFile, resolveImport} from "./modules.ts";
import {saidModules} from "./python/settings-module.ts";
import {isForDevelopers, isForProduction} from "./settings-names.ts";
import type {FoundStart} from "./start/find-start.ts";
import {type Said, saidAtStart} from "./start/settings-said.ts";

export interface SettingsSearch {
  /** What runs in production, as far as can be told. */
  module?: Fact;
  /** Other settings modules that are named somewhere, or lie beside it, and why they were not chosen. */
  others: NotChosen[];
  /** Where a run computes it, and what it may come to. */
  computed?: Computed;
  /** The files of `module` and of what it imports whole, its own first. */
  files: string[];
}

export interface NotChosen extends Fact {
  why: string;
}

export interface Computed {
  text: string;
  from: string;
  candidates: string[];
}

/** Finds the settings module: a start names it most surely, then wsgi.py and asgi.py, then manage.py, then a file's name. */
export function findSettings(files: Files, root: string, start: FoundStart): SettingsSearch {
  const said = [...saidAtStart(start), ...saidInPython(files, root)];
  const named = said.flatMap(({module, from}) => (module === undefined ? [] : [{value: module, from}]));
  const known = named.filter(({value}) => fileOfModule(files, root, value) !== undefined);
  const computed = computedFrom(files, root, said, known);
  const module = chosen(files, root, known, computed) ?? fromFileName(files, root);
  return {
    ...(module && {module}),
    ...(computed && {computed}),
    others: module ? notChosen(files, root, module, named) : distinct(named).map((each) => ({...each, why: MISSING})),
    files: module ? settingsFiles(files, root, module.value) : [],
  };
}

const MISSING = "its file is not in this folder";

function saidInPython(files: Files, root: string): Said[] {
  const servers = [...named(files, "wsgi.py"), ...named(files, "asgi.py")].filter((path) => path.startsWith(root));
  const paths = [...servers, ...named(files, "manage.py")];
  return paths.flatMap((path) =>
    saidModules(files.get(path) ?? "").map(({line, ...said}) => ({...said, from: `${path}:${line}`})),
  );
}

/** The first that says it counts: where that is computed, or says several, a literal further down is no answer. */
function computedFrom(files: Files, root: string, said: Said[], known: Fact[]): Computed | undefined {
  const [top] = said;
  if (top === undefined) return undefined;
  const path = top.from.replace(/:\d+$/, "");
  const beside = distinct(known.filter(({from}) => from.replace(/:\d+$/, "") === path));
  if (top.module !== undefined && beside.length < 2) return undefined;
  const candidates = top.module === undefined ? candidatesOf(files, root, top.text) : beside.map(({value}) => value);
  return {text: top.text, from: top.from, candidates};
}

/** Members of the package that an expression begins with, or every file that looks like settings. */
function candidatesOf(files: Files, root: string, text: string): string[] {
  const literals = [...text.matchAll(/(?:^|["'])([A-Za-z_][\w.]*)/g)].map(([, literal]) => literal ?? "");
  const modules = [...files.keys()]
    .filter((path) => path.endsWith(".py") && path.startsWith(root))
    .map((path) => moduleOfFile(root, path));
  const prefix = literals.find((literal) => literal.endsWith("."));
  const whole = literals.filter((literal) => modules.includes(literal));
  const inside = modules.filter(
    (module) => prefix !== undefined && module.startsWith(prefix) && !module.slice(prefix.length).includes("."),
  );
  const all =
    prefix === undefined && whole.length === 0
      ? [...files.keys()].filter(isSettings).map((path) => moduleOfFile(root, path))
      : [...inside, ...whole];
  return [...new Set(all)]
    .filter((module) => !/(^|\.)(base|common|defaults?|shared|__init__)$/.test(module))
    .toSorted();
}

function chosen(files: Files, root: string, known: Fact[], computed: Computed | undefined): Fact | undefined {
  if (computed) {
    const {candidates, from} = computed;
    const value =
      candidates.find(isForProduction) ?? candidates.find((each) => !isForDevelopers(each)) ?? candidates[0];
    if (value !== undefined) return {value, from: `${from}, which computes it`};
  }
  return productionSibling(files, root, known[0]) ?? known[0];
}

/** `config.settings.local` has a brother `config.settings.production`: that one is meant for a cluster. */
function productionSibling(files: Files, root: string, said: Fact | undefined): Fact | undefined {
  const path = said && fileOfModule(files, root, said.value);
  if (!path || !(isForDevelopers(said.value) || isEmptyPackage(files, path))) return undefined;
  const [production] = siblings(files, root, path).filter(isForProduction);
  const file = production && fileOfModule(files, root, production);
  return file === undefined ? undefined : {value: production ?? "", from: `${file}, beside ${said.value}`};
}

function isEmptyPackage(files: Files, path: string): boolean {
  return nameOf(path) === "__init__.py" && !/^\s*(from|import|[A-Z_]+\s*=)/m.test(files.get(path) ?? "");
}

/** Modules of the same folder, and of the same name in folders beside it. */
function siblings(files: Files, root: string, path: string): string[] {
  const folder = folderOf(path);
  const isSibling = (each: string) =>
    each !== path &&
    each.endsWith(".py") &&
    (folderOf(each) === folder ||
      (folderOf(folderOf(each)) === folderOf(folder) &&
        folder !== "" &&
        nameOf(each) === nameOf(path) &&
        nameOf(path) !== "__init__.py"));
  return [...files.keys()].filter(isSibling).map((each) => moduleOfFile(root, each));
}

function notChosen(files: Files, root: string, module: Fact, named: Fact[]): NotChosen[] {
  const others = distinct(named).filter(({value}) => value !== module.value);
  const path = fileOfModule(files, root, module.value);
  const beside =
    isForProduction(module.value) || path === undefined ? [] : siblings(files, root, path).filter(isForProduction);
  const offered = beside.map((value) => ({
    value,
    from: fileOfModule(files, root, value) ?? "",
    why: `nothing names it. Type it here if that runs in production`,
  }));
  return [
    ...others.map((each) => ({...each, why: whyNot(files, root, each, module)})),
    ...offered.filter(({value}) => others.every((other) => other.value !== value)),
  ];
}

function whyNot(files: Files, root: string, {value}: Fact, module: Fact): string {
  if (fileOfModule(files, root, value) === undefined) return MISSING;
  if (isForDevelopers(value) && !isForDevelopers(module.value)) return "it looks meant for developers";
  return `${module.from} goes first`;
}

function distinct(facts: Fact[]): Fact[] {
  return facts.filter(({value}, index) => facts.findIndex((other) => other.value === value) === index);
}

function fromFileName(files: Files, root: string): Fact | undefined {
  const path = [...named(files, "settings.py")].find((each) => each.startsWith(root));
  return path === undefined ? undefined : {value: moduleOfFile(root, path), from: path};
}

/** The file of a settings module, and those from which it imports everything. */
function settingsFiles(files: Files, root: string, module: string, seen: string[] = []): string[] {
  const path = fileOfModule(files, root, module);
  if (path === undefined || seen.includes(path)) return [];
  const isPackage = nameOf(path) === "__init__.py";
  const imports = find(files, path, /^\s*from\s+([\w.]+)\s+import\s+\*/m);
  const parents = imports.map(({match}) => resolveImport(module, isPackage, match[1] ?? ""));
  const included = includedFiles(files, path);
  return [path, ...included, ...parents.flatMap((parent) => settingsFiles(files, root, parent, [...seen, path]))];
}

/** `include("base.py", "database.py")` of django-split-settings. */
function includedFiles(files: Files, path: string): string[] {
  const calls = find(files, path, /\binclude\(([^)]*)\)/);
  const names = calls.flatMap(({match}) => [...(match[1] ?? "").matchAll(/["']([\w./-]+\.py)["']/g)]);
  return names.map((name) => inFolder(folderOf(path), name[1] ?? "")).filter((each) => files.has(each));
}

/** The text given to a setting, in the first file that sets it. */
export function setting(files: Files, settingsFiles: string[], name: string): Fact | undefined {
  return first(files, settingsFiles, new RegExp(`^[ \\t]*${name}\\s*(?::[^=\\n]+)?=\\s*(.*)$`, "m"));
}
