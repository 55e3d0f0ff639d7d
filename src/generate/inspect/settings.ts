import {type Fact, find, first} from "./fact.ts";
import {type Files, folderOf, inFolder, named, nameOf} from "./files.ts";
import {fileOfModule, moduleOfFile, resolveImport} from "./modules.ts";
import {SETTINGS_MODULE} from "./root.ts";

export interface SettingsSearch {
  /** What runs in production, as far as can be told. */
  module?: Fact;
  /** Other settings modules that are named somewhere. */
  others: Fact[];
  /** The files of `module` and of what it imports whole, its own first. */
  files: string[];
}

const PRODUCTION = /(^|[._])(production|prod|live|deploy)$/;
const DEVELOPMENT = /(^|[._])(local|dev|development|test|testing|tests|ci)$/;

/** Finds the settings module: an image names it most surely, then wsgi.py and asgi.py, then manage.py, then a file's name. */
export function findSettings(files: Files, root: string): SettingsSearch {
  const said = saidModules(files, root);
  const module = productionSibling(files, root, said[0]) ?? said[0] ?? fromFileName(files, root);
  const others = said.filter(({value}, index, all) => {
    return value !== module?.value && all.findIndex((other) => other.value === value) === index;
  });
  return {...(module && {module}), others, files: module ? settingsFiles(files, root, module.value) : []};
}

function saidModules(files: Files, root: string): Fact[] {
  const image = [...named(files, /Dockerfile/), "Procfile"].filter((path) => !/local|dev|test/i.test(path));
  const inImage = image.flatMap((path) => facts(files, path, /DJANGO_SETTINGS_MODULE[= ]["']?([\w.]+)/));
  const servers = [...named(files, "wsgi.py"), ...named(files, "asgi.py")].filter((path) => path.startsWith(root));
  const inPython = [...servers, inFolder(root, "manage.py")].flatMap((path) => facts(files, path, SETTINGS_MODULE));
  return [...inImage, ...inPython];
}

function facts(files: Files, path: string, pattern: RegExp): Fact[] {
  return find(files, path, pattern).map(({match, from}) => ({value: match[1] ?? "", from}));
}

/** `config.settings.local` has a brother `config.settings.production`: that one is meant for a cluster. */
function productionSibling(files: Files, root: string, said: Fact | undefined): Fact | undefined {
  const path = said && fileOfModule(files, root, said.value);
  if (!path || !(DEVELOPMENT.test(said.value) || nameOf(path) === "__init__.py")) return undefined;
  const siblings = [...files.keys()].filter((each) => folderOf(each) === folderOf(path));
  const production = siblings.find((each) => PRODUCTION.test(moduleOfFile(root, each)));
  return production === undefined
    ? undefined
    : {value: moduleOfFile(root, production), from: `${production}, beside ${said.value}`};
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
