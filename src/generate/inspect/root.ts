import {type Fact, find} from "./fact.ts";
import {type Files, folderOf, inFolder, named} from "./files.ts";
import {fileOfModule} from "./modules.ts";

export type RootSearch =
  | {is: "found"; root: string; fact: Fact}
  | {is: "many"; folders: string[]}
  | {is: "none"; django: string[]};

export const SETTINGS_MODULE = /DJANGO_SETTINGS_MODULE["']\s*\]?\s*[,=]\s*["']([\w.]+)["']/;

/**
 * Finds the folder from which Python imports the project: where manage.py lies, or, in a project without one, where a
 * wsgi.py or asgi.py finds the settings module that it names.
 */
export function findRoot(files: Files): RootSearch {
  const folders = named(files, "manage.py").map(folderOf);
  const [top] = folders;
  if (top === undefined) return rootOfServers(files);
  if (folders.length > 1 && top !== "") return {is: "many", folders};
  const root = importFolder(files, inFolder(top, "manage.py"), top);
  return {is: "found", root, fact: {value: root, from: inFolder(top, "manage.py")}};
}

/** Usually where manage.py lies; some lie deeper, and name their settings as they are seen from above, or have them in src. */
function importFolder(files: Files, path: string, folder: string): string {
  const named = find(files, path, SETTINGS_MODULE).map(({match}) => match[1] ?? "");
  const candidates = [...ancestors(path), inFolder(folder, "src")];
  return candidates.find((each) => named.some((module) => fileOfModule(files, each, module))) ?? folder;
}

function rootOfServers(files: Files): RootSearch {
  const servers = named(files, /^[wa]sgi\.py$/);
  const roots = servers.flatMap((path) => {
    const [found] = find(files, path, SETTINGS_MODULE);
    const root = found && ancestors(path).find((folder) => fileOfModule(files, folder, found.match[1] ?? ""));
    return root === undefined ? [] : [{root, from: found?.from ?? path}];
  });
  const [only, ...others] = [...new Map(roots.map((each) => [each.root, each])).values()];
  if (!only) return {is: "none", django: servers};
  if (others.length > 0) return {is: "many", folders: [only, ...others].map(({root}) => root)};
  return {is: "found", root: only.root, fact: {value: only.root, from: only.from}};
}

function ancestors(path: string): string[] {
  const folder = folderOf(path);
  return folder === "" ? [""] : [folder, ...ancestors(folder)];
}
