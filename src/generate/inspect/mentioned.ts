import {type Files, folderOf, inFolder, isSettings, nameOf} from "./files.ts";

/** Files that say what starts or what answers, and so which other files matter. */
const NAMING =
  /^(.*\.?Dockerfile.*|Containerfile.*|Procfile|Makefile|(docker-)?compose.*\.ya?ml|.*\.sh|(start|entrypoint|docker-entrypoint|run)|manage\.py|[wa]sgi\.py|gunicorn.*\.py|.*urls\.py|.*\.ini)$/;

/** All paths of a project by the last name of each. */
export type PathsByName = ReadonlyMap<string, readonly string[]>;

export function pathsByName(paths: readonly string[]): PathsByName {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const same = byName.get(nameOf(path));
    if (same) same.push(path);
    else byName.set(nameOf(path), [path]);
  }
  return byName;
}

/** Paths of the project that these files name: scripts, modules, config files. */
export function mentioned(files: Files, byName: PathsByName): string[] {
  const candidates = new Set([...files].flatMap(([path, text]) => candidatesIn(path, text)));
  const found = [...candidates].flatMap((candidate) => ending(byName, candidate));
  return [...new Set(found)];
}

function ending(byName: PathsByName, candidate: string): string[] {
  const same = byName.get(nameOf(candidate)) ?? [];
  return same.filter((path) => path === candidate || path.endsWith(`/${candidate}`));
}

function candidatesIn(path: string, text: string): string[] {
  const imported = imports(path, text);
  if (isSettings(path))
    return [...imported, ...namedModules(/^[ \t]*(?:ROOT_URLCONF|[WA]SGI_APPLICATION)\s*=\s*["']([\w.]+)/gm, text)];
  if (!NAMING.test(nameOf(path)) && !/\burlpatterns\b/.test(text) && !isShell(text)) return [];
  const isPython = path.endsWith(".py");
  return [
    ...imported,
    ...namedModules(/((?:[A-Za-z_]\w*\.)+[A-Za-z_]\w*)/g, text),
    ...(isPython ? [] : namedFiles(text)),
  ];
}

function isShell(text: string): boolean {
  return /^#!.*\bsh\b/.test(text);
}

/** `/app/bin/boot` may be any file whose path ends in a part of it. */
function namedFiles(text: string): string[] {
  const words = [...text.matchAll(/[\w./-]*[/.][\w./-]*\w/g)].map(([word]) => word.replace(/^[./]+/, ""));
  return words.flatMap((word) => {
    const parts = word.split("/");
    return parts.map((_, index) => parts.slice(index).join("/"));
  });
}

function namedModules(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)]
    .flatMap(([, name = ""]) => [name, name.split(".").slice(0, -1).join(".")])
    .flatMap(filesOf);
}

function filesOf(module: string): string[] {
  const path = module.replaceAll(".", "/");
  return path === "" ? [] : [`${path}.py`, `${path}/__init__.py`];
}

/** What `from .api import router` and `from shop.base import *` name. */
function imports(path: string, text: string): string[] {
  if (!path.endsWith(".py")) return [];
  return [...text.matchAll(/^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+\(?([\w, \t*]+)/gm)].flatMap(
    ([, dots = "", module = "", names = ""]) => {
      const above = folderOf(path)
        .split("/")
        .slice(0, dots.length > 1 ? 1 - dots.length : undefined)
        .join("/");
      const members = names.split(",").map((name) => name.trim().split(/\s+/)[0] ?? "");
      const modules = [module, ...members.map((name) => [module, name].filter((part) => part !== "").join("."))];
      return modules.flatMap(filesOf).map((each) => (dots === "" ? each : inFolder(above, each)));
    },
  );
}
