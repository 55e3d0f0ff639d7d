import type {Dirent} from "node:fs";
import {access, readdir, readFile, realpath, stat, writeFile} from "node:fs/promises";
import {basename, join, relative, resolve} from "node:path";
import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import type {Fact} from "../generate/inspect/fact.ts";
import {type Files, inFolder, isInteresting, isSearched} from "../generate/inspect/files.ts";
import type {Findings} from "../generate/inspect/inspect.ts";
import {mentioned, pathsByName} from "../generate/inspect/mentioned.ts";
import {isName} from "../generate/inspect/name.ts";
import {quoted} from "../typed/quoted.ts";

interface InitArguments {
  dir: string;
  name: string | undefined;
  force: boolean;
}

const FILE = "djcd.yaml";

/** `init [DIR]`: looks at a Django project, writes its choices, says what it saw. */
export function initCommand(context: Context): CommandModule {
  return {
    command: "init [dir]",
    describe: "Look at a Django project and write djcd.yaml",
    builder: (yargs) =>
      yargs
        .positional("dir", {type: "string", default: ".", describe: "Folder of the project"})
        .option("name", {type: "string", describe: "Name of the chart"})
        .option("force", {type: "boolean", default: false, describe: "Overwrite djcd.yaml"}),
    handler: (given) => init(context, given as unknown as InitArguments),
  };
}

async function init(context: Context, {dir, name, force}: InitArguments): Promise<void> {
  const folder = resolve(context.cwd, dir);
  const path = join(folder, FILE);
  const shown = fromHere(context, path);
  checkName(name);
  if (!force && (await exists(path))) throw new DjcdError(alreadyThere(shown, dir));
  const {choicesText, initMessage} = await words();
  const findings = named(await findingsOf(await readProject(folder, dir), dir, basename(folder)), name);
  await writeFile(path, choicesText(findings));
  context.stdout.write(`${initMessage(findings, shown, fromHere(context, folder))}\n`);
}

/** Loaded here: no other command has to wait for what reads Python and shell. */
async function words() {
  const [{choicesText}, {initMessage}] = await Promise.all([
    import("../generate/inspect/choices.ts"),
    import("../generate/inspect/message.ts"),
  ]);
  return {choicesText, initMessage};
}

function fromHere(context: Context, path: string): string {
  const inside = relative(context.cwd, path);
  return inside.startsWith("..") ? path : inside;
}

function checkName(name: string | undefined): void {
  if (name === undefined || isName(name)) return;
  throw new DjcdError(
    `"${name}" cannot be a chart's name: at most 40 lower-case letters, digits and dashes, beginning with a letter, and not ending in -blue or -green. Try --name shop.`,
  );
}

function alreadyThere(shown: string, dir: string): string {
  const again = dir === "." ? "--force" : `${quoted(dir)} --force`;
  return `${shown} is there already, and yours. Type \`helm djcd init ${again}\` to write it anew, or go on with \`helm djcd generate\`.`;
}

function named(findings: Findings, name: string | undefined): Findings {
  return name === undefined ? findings : {...findings, name: {value: name, from: "--name"}};
}

async function findingsOf(files: Files, dir: string, folder: string): Promise<Findings> {
  const {inspect, missingSettings} = await import("../generate/inspect/inspect.ts");
  const {findRoot} = await import("../generate/inspect/root.ts");
  const search = findRoot(files);
  if (search.is === "none") throw new DjcdError(noProject(dir));
  if (search.is === "many") throw new DjcdError(manyProjects(dir, search.folders));
  const findings = inspect(files, search.root, folder);
  if (!findings) throw new DjcdError(noSettings(dir, missingSettings(files, search.root)));
  return findings;
}

function noProject(dir: string): string {
  return `No Django project in ${dir}: neither it nor the folders below it hold a manage.py, or a wsgi.py or asgi.py beside the settings that it names. Type \`helm djcd init DIR\` with the folder that does.`;
}

function manyProjects(dir: string, folders: string[]): string {
  const commands = folders.map((each) => `  helm djcd init ${quoted(inFolder(dir === "." ? "" : dir, each))}`);
  return `${dir} holds ${folders.length} Django projects, and a chart is for one. Type one of\n${commands.join("\n")}`;
}

function noSettings(dir: string, missing: Fact[]): string {
  if (missing.length > 0) {
    const named = missing.map(({value, from}) => `${value} (${from})`).join(", ");
    return `No settings module in ${dir}: it is named ${named}, and no file there is of that name. Type \`helm djcd init DIR\` with the folder from which Python imports it.`;
  }
  return `No settings module in ${dir}: neither manage.py, wsgi.py, asgi.py nor an image names one in DJANGO_SETTINGS_MODULE, and there is no settings.py. Name it there, as \`django-admin startproject\` does, then type \`helm djcd init\` again.`;
}

/** The texts of a folder that inspection wants, read once; `shown` names the folder in an error. */
export async function readProject(folder: string, shown: string): Promise<Files> {
  try {
    const paths = await pathsIn(folder, "");
    return await withMentioned(folder, paths);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw new DjcdError(
      `the folder ${shown} cannot be read (${(error as NodeJS.ErrnoException).code}). Type \`helm djcd init DIR\` with the folder of your project.`,
      {cause: error},
    );
  }
}

// A Dockerfile names a script, which names another one, which names a config file, which names a module.
const ROUNDS = 4;
const LONGEST = 500_000;

/** What each round has read names what the next one reads. */
async function withMentioned(top: string, paths: readonly string[]): Promise<Files> {
  const byName = pathsByName(paths);
  const files = new Map(await texts(top, paths.filter(isInteresting)));
  for (let round = 0, last: Files = files; round < ROUNDS && last.size > 0; round++) {
    const more = mentioned(last, byName).filter((path) => !files.has(path));
    last = new Map(await texts(top, await ofText(top, more)));
    for (const [path, text] of last) files.set(path, text);
  }
  return files;
}

/** What is longer is data. */
async function ofText(top: string, paths: readonly string[]): Promise<string[]> {
  const sizes = await Promise.all(paths.map(async (path) => (await stat(join(top, path))).size));
  return paths.filter((_, index) => (sizes[index] ?? 0) <= LONGEST);
}

async function texts(top: string, paths: readonly string[]): Promise<[string, string][]> {
  return Promise.all(
    paths.map(async (path): Promise<[string, string]> => [path, await readFile(join(top, path), "utf8")]),
  );
}

async function pathsIn(top: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(top, folder), {withFileTypes: true});
  const inOrder = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const paths = inOrder.map(async (entry): Promise<string[]> => {
    const path = inFolder(folder, entry.name);
    if (entry.isDirectory()) return isSearched(path) ? pathsIn(top, path) : [];
    return entry.isFile() || (await isOnlyHere(top, path, entry)) ? [path] : [];
  });
  return (await Promise.all(paths)).flat();
}

/** A link to a file that is read in its own place, from where Python imports it, is passed over. */
async function isOnlyHere(top: string, path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink() || !isInteresting(path)) return false;
  const real = await realpath(join(top, path)).catch(() => undefined);
  if (real === undefined || !(await stat(real)).isFile()) return false;
  const target = relative(await realpath(top), real);
  const folders = target
    .split("/")
    .slice(0, -1)
    .map((_, index, all) => all.slice(0, index + 1).join("/"));
  return target.startsWith("..") || !isInteresting(target) || !folders.every(isSearched);
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
