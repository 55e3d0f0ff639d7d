/** What `init` reads of a project: the text of its interesting files by path from the project's folder, `/` between folders. */
export type Files = ReadonlyMap<string, string>;

const DEPTH = 7;
const SKIPPED_FOLDERS =
  /^(\.(?!github$).*|node_modules|__pycache__|venv|env|site-packages|static|staticfiles|media|tests?|docs?|build|dist|charts|versions|.*\.egg-info)$/;
const NAMES =
  /^(manage\.py|[wa]sgi\.py|urls\.py|routing\.py|(base|common|defaults|production|prod|live|local|conf|config)\.py|celery\.py|setup\.(py|cfg)|pyproject\.toml|Pipfile(\.lock)?|(uv|poetry)\.lock|Procfile|Makefile|(docker-)?compose[\w.-]*\.ya?ml|.*\.?Dockerfile.*|Containerfile.*|gunicorn.*\.py|.*\.wsgi|.*\.sh|(start|entrypoint|docker-entrypoint|run))$/;
const REQUIREMENTS = /(^|\/)(requirements[^/]*|requirements\/[^/]+)\.(txt|in)$/;
const PIPELINES = /^(\.github\/workflows\/[^/]+\.ya?ml|\.gitlab-ci\.yml)$/;
const SETTINGS = /(^|\/)([^/]*settings[^/]*|(settings|config)\/.+)\.py$/;

/** Folders that hold no text of the project itself, or too deep to be its beginning. */
export function isSearched(folder: string): boolean {
  const parts = folder.split("/");
  return parts.length <= DEPTH && !SKIPPED_FOLDERS.test(parts.at(-1) ?? "");
}

/** Files of which some inspection knows what to look for. */
export function isInteresting(path: string): boolean {
  return NAMES.test(nameOf(path)) || REQUIREMENTS.test(path) || isSettings(path) || PIPELINES.test(path);
}

export function isSettings(path: string): boolean {
  return SETTINGS.test(path);
}

export function isRequirements(path: string): boolean {
  return REQUIREMENTS.test(path);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder of a file, `""` for the project's own. */
export function folderOf(path: string): string {
  return path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
}

export function inFolder(folder: string, path: string): string {
  return folder === "" ? path : `${folder}/${path}`;
}

/** All files with this name, those nearest to the project's folder first. */
export function named(files: Files, name: string | RegExp): string[] {
  const isNamed = (path: string) => (typeof name === "string" ? nameOf(path) === name : name.test(nameOf(path)));
  const depth = (path: string) => path.split("/").length;
  return [...files.keys()].filter(isNamed).toSorted((a, b) => depth(a) - depth(b) || a.localeCompare(b));
}
