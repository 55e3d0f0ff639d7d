import {type Files, inFolder} from "./files.ts";

/** The file of a Python module, where the project has it. `root` is the folder from which Python imports. */
export function fileOfModule(files: Files, root: string, module: string): string | undefined {
  const path = inFolder(root, module.replaceAll(".", "/"));
  return [`${path}.py`, `${path}/__init__.py`].find((candidate) => files.has(candidate));
}

/** The dotted name of a Python file. */
export function moduleOfFile(root: string, path: string): string {
  const inside = root === "" ? path : path.slice(root.length + 1);
  return inside.replace(/(\/__init__)?\.py$/, "").replaceAll("/", ".");
}

/** The module that `from X import *` in `module` means. */
export function resolveImport(module: string, isPackage: boolean, imported: string): string {
  const dots = /^\.*/.exec(imported)?.[0].length ?? 0;
  if (dots === 0) return imported;
  const parents = module.split(".").slice(0, isPackage ? undefined : -1);
  const base = parents.slice(0, parents.length - (dots - 1));
  return [...base, imported.slice(dots)].filter((part) => part !== "").join(".");
}
