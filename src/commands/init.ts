import {access, readdir, readFile, writeFile} from "node:fs/promises";
import {basename, join, relative, resolve} from "node:path";
import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {choicesText} from "../generate/inspect/choices.ts";
import {type Files, inFolder, isInteresting, isSearched} from "../generate/inspect/files.ts";
import {type Findings, inspect} from "../generate/inspect/inspect.ts";
import {initMessage} from "../generate/inspect/message.ts";
import {isName} from "../generate/inspect/name.ts";
import {findRoot} from "../generate/inspect/root.ts";
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
  const findings = named(findingsOf(await readProject(folder, dir), dir, basename(folder)), name);
  await writeFile(path, choicesText(findings));
  context.stdout.write(`${initMessage(findings, shown, fromHere(context, folder))}\n`);
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

function findingsOf(files: Files, dir: string, folder: string): Findings {
  const search = findRoot(files);
  if (search.is === "none") throw new DjcdError(noProject(dir));
  if (search.is === "many") throw new DjcdError(manyProjects(dir, search.folders));
  const findings = inspect(files, search.root, folder);
  if (!findings) throw new DjcdError(noSettings(dir));
  return findings;
}

function noProject(dir: string): string {
  return `No Django project in ${dir}: neither it nor the folders below it hold a manage.py, or a wsgi.py or asgi.py beside the settings that it names. Type \`helm djcd init DIR\` with the folder that does.`;
}

function manyProjects(dir: string, folders: string[]): string {
  const commands = folders.map((each) => `  helm djcd init ${quoted(inFolder(dir === "." ? "" : dir, each))}`);
  return `${dir} holds ${folders.length} Django projects, and a chart is for one. Type one of\n${commands.join("\n")}`;
}

function noSettings(dir: string): string {
  return `No settings module in ${dir}: neither manage.py, wsgi.py, asgi.py nor an image names one in DJANGO_SETTINGS_MODULE, and there is no settings.py. Name it there, as \`django-admin startproject\` does, then type \`helm djcd init\` again.`;
}

/** The texts of a folder that inspection wants, read once; `shown` names the folder in an error. */
export async function readProject(folder: string, shown: string): Promise<Files> {
  try {
    return new Map(await readFolder(folder, ""));
  } catch (error) {
    throw new DjcdError(
      `the folder ${shown} cannot be read (${(error as NodeJS.ErrnoException).code}). Type \`helm djcd init DIR\` with the folder of your project.`,
      {cause: error},
    );
  }
}

async function readFolder(top: string, folder: string): Promise<[string, string][]> {
  const entries = await readdir(join(top, folder), {withFileTypes: true});
  const inOrder = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const texts = inOrder.map(async (entry): Promise<[string, string][]> => {
    const path = inFolder(folder, entry.name);
    if (entry.isDirectory()) return isSearched(path) ? readFolder(top, path) : [];
    return entry.isFile() && isInteresting(path) ? [[path, await readFile(join(top, path), "utf8")]] : [];
  });
  return (await Promise.all(texts)).flat();
}

async function exists(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
