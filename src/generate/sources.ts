import {existsSync, readdirSync, readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {VERSION} from "../version.ts";

/** The sources of chart, pipelines and applications, and the schemas, as text by path: what a generation starts from, together with the choices. */
export interface Sources {
  readonly generator: string;
  readonly chart: Readonly<Record<string, string>>;
  readonly pipelines: Readonly<Record<string, string>>;
  readonly gitops: Readonly<Record<string, string>>;
  readonly schemas: Readonly<Record<string, string>>;
}

/** Reads what travels with this program: beside the bundle in dist/, else in the checkout. */
export function readSources(): Sources {
  const home = new URL(existsSync(new URL("./charts/", import.meta.url)) ? "./" : "../../", import.meta.url);
  return {
    generator: VERSION,
    chart: readFolder(new URL("charts/django/", home)),
    pipelines: readFolder(new URL("pipelines/", home)),
    gitops: readFolder(new URL("gitops/", home)),
    schemas: readFolder(new URL("schemas/", home)),
  };
}

function readFolder(folder: URL): Record<string, string> {
  const entries = readdirSync(folder, {recursive: true, withFileTypes: true}).filter((entry) => entry.isFile());
  const root = fileURLToPath(folder);
  const paths = entries
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(root.length).replace(/^\//, ""))
    .sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, folder), "utf8")]));
}
