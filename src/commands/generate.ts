import {readFile} from "node:fs/promises";
import {basename, dirname, posix, relative, resolve, sep} from "node:path";
import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError, EXIT} from "../errors.ts";
import type {Changes, Folder} from "../generate/changes.ts";
import type {Choices} from "../generate/choices.ts";
import {diff} from "../generate/diff.ts";
import type {GeneratedFile} from "../generate/generated-file.ts";
import {installCommand} from "../generate/inspect/install-command.ts";
import {hostsName} from "../generate/inspect/secret.ts";
import type {Project} from "../generate/pipelines.ts";
import {quoted} from "../typed/quoted.ts";
import {readProject} from "./init.ts";

interface GenerateArguments {
  readonly file: string;
  readonly out: string | undefined;
  readonly check: boolean;
  readonly "dry-run": string | undefined;
  readonly force: boolean;
}

/** `generate`: the chart of a project, from its djcd.yaml. */
export function generateCommand(context: Context): CommandModule<object, GenerateArguments> {
  return {
    command: "generate",
    describe: "Write the chart of a project and its pipelines, from its djcd.yaml",
    builder: {
      file: {alias: "f", type: "string", default: "djcd.yaml", describe: "The choices of the project"},
      out: {type: "string", describe: "The folder of the chart; charts/NAME if not given"},
      check: {type: "boolean", default: false, describe: "Change nothing; exit 2 if the chart is out of date"},
      "dry-run": {type: "string", describe: "Change nothing; say what would be written"},
      force: {type: "boolean", default: false, describe: "Overwrite files of the chart that were edited by hand"},
    },
    handler: (argv) => generate(context, argv),
  };
}

async function generate(context: Context, argv: GenerateArguments): Promise<void> {
  const {files, folder, says, copies, name, project} = await generated(context, argv);
  const shown = relative(context.cwd, folder) || ".";
  for (const line of says) context.stdout.write(`${line}\n`);
  const {changes, texts} = await changesIn(folder, files);
  const missing = await missingCopies(copies);
  if (argv.check) return checked(context, changes, missing, shown);
  if (!argv.force) refuseForeign(changes, texts, shown);
  if (argv["dry-run"] === undefined) await write(folder, changes, missing);
  report(context, changes, missing, shown, argv["dry-run"] === undefined ? "" : "would be ");
  const isNew = changes.create.length + changes.update.length + changes.remove.length + missing.length > 0;
  if (isNew && argv["dry-run"] === undefined)
    context.stdout.write(
      `\n${shown} is written. Try it:\n  ${installCommand(name, quoted(shown), quoted(`${shown}/values-dev.yaml`), await hostsIn(project))}\n`,
    );
}

interface Generated {
  readonly name: string;
  /** The folder of the project that the choices are about. */
  readonly project: string;
  readonly files: GeneratedFile[];
  /** The chart's. */
  readonly folder: string;
  readonly says: readonly string[];
  /** Folders that hold a chart like this one from the beginning. */
  readonly copies: readonly string[];
}

/** The variable of the project that holds its host names; nothing where nobody can say. */
async function hostsIn(folder: string): Promise<string | undefined> {
  const {inspect} = await import("../generate/inspect/inspect.ts");
  const {findRoot} = await import("../generate/inspect/root.ts");
  const files = await readProject(folder, folder);
  const search = findRoot(files);
  const findings = search.is === "found" ? inspect(files, search.root, basename(folder)) : undefined;
  return findings && hostsName(findings);
}

/** What the choices make of our sources. The libraries for it are loaded here: no other command has to wait for them. */
async function generated(context: Context, {file, out}: GenerateArguments): Promise<Generated> {
  const [{parseChoices}, {generateChart}, {generatePipelines}, {chartCopies, generateApplications}, {readSources}] =
    await Promise.all([
      import("../generate/choices-file.ts"),
      import("../generate/chart.ts"),
      import("../generate/pipelines.ts"),
      import("../generate/applications.ts"),
      import("../generate/sources.ts"),
    ]);
  const sources = readSources();
  const schema = JSON.parse(sources.schemas["choices.schema.json"] ?? "");
  const path = resolve(context.cwd, file);
  const choices = parseChoices(await readChoices(path, file), file, schema);
  const folder = resolve(context.cwd, out ?? `charts/${choices.name}`);
  const project = projectOf(path, folder);
  const delivery = project
    ? [...generatePipelines(choices, project, sources), ...generateApplications(choices, project, sources)]
    : [];
  return {
    name: choices.name,
    project: dirname(path),
    folder,
    files: [...generateChart(choices, sources), ...delivery],
    says: project ? [] : without(choices, file),
    copies: project ? chartCopies(choices).map((copy) => resolve(dirname(path), copy)) : [],
  };
}

function without({pipelines, gitops}: Choices, file: string): string[] {
  const why = `begins at ${file}, and this chart does not lie below it.`;
  return [
    ...(pipelines.length > 0 ? [`No pipeline is written: one ${why}`] : []),
    ...(gitops ? [`No application is written: ${gitops.path} ${why}`] : []),
  ];
}

/** A pipeline begins in the folder of djcd.yaml, and finds nothing above it: a chart elsewhere is one to look at. */
function projectOf(file: string, folder: string): Project | undefined {
  const chart = relative(dirname(file), folder).split(sep).join("/");
  return chart === "" || chart.startsWith("..") ? undefined : {file: basename(file), chart};
}

async function readChoices(path: string, file: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const {code} = cause as NodeJS.ErrnoException;
    const message =
      code === "ENOENT"
        ? `${file} does not exist. To have one written for your project: helm djcd init`
        : `${file} cannot be read (${code}). Name another one with -f FILE`;
    throw new DjcdError(message, {cause});
  }
}

async function changesIn(folder: string, files: readonly GeneratedFile[]): Promise<{changes: Changes; texts: Folder}> {
  const {readOwnFiles, readRecord} = await import("../generate/write.ts");
  const {changesOf} = await import("../generate/changes.ts");
  const recorded = await readRecord(folder);
  const texts = await readOwnFiles(folder, files, recorded);
  return {changes: changesOf(files, texts, recorded), texts};
}

async function missingCopies(copies: readonly string[]): Promise<string[]> {
  const {isChart} = await import("../generate/write.ts");
  const found = await Promise.all(copies.map(isChart));
  return copies.filter((_, index) => !found[index]);
}

async function write(folder: string, changes: Changes, copies: readonly string[]): Promise<void> {
  const {copyChart, writeChanges} = await import("../generate/write.ts");
  await writeChanges(folder, changes);
  for (const copy of copies) await copyChart(folder, copy);
}

function checked(context: Context, changes: Changes, copies: readonly string[], shown: string): void {
  const stale = lines(context, changes, copies, shown, "has to be ");
  if (stale.length > 0) {
    const list = stale.map((line) => `  ${line}`).join("\n");
    throw new DjcdError(`${shown} is out of date:\n${list}\nType: helm djcd generate`, {code: EXIT.wouldChange});
  }
  context.stdout.write(`${shown} is up to date.\n`);
}

function refuseForeign({foreign, update}: Changes, texts: Folder, shown: string): void {
  if (foreign.length === 0) return;
  const list = foreign.flatMap((path) => [named(path, shown), ...diff(texts.get(path) ?? "", contentOf(update, path))]);
  throw new DjcdError(
    `${shown} has files that djcd would overwrite or remove, and that are not as djcd wrote them (- as it is, + as it would be):\n` +
      `${list.map((line) => `  ${line}`).join("\n")}\n` +
      "Nothing has been changed. Move your changes to values.yaml or to a file of your own, or give them up: helm djcd generate --force",
  );
}

/** Nothing where the file would be removed. */
function contentOf(update: Changes["update"], path: string): string {
  return update.find((file) => file.path === path)?.content ?? "";
}

function report(context: Context, changes: Changes, copies: readonly string[], shown: string, would: string): void {
  const done = lines(context, changes, copies, shown, would);
  for (const line of done) context.stdout.write(`${line}\n`);
  if (done.length === 0) context.stdout.write(`${shown} is up to date.\n`);
}

function lines(
  {cwd}: Context,
  {create, update, remove}: Changes,
  copies: readonly string[],
  shown: string,
  would: string,
): string[] {
  return [
    ...copies.map((copy) => `${relative(cwd, copy)} ${would}created, a copy of ${shown}`),
    ...create.map(({path}) => `${named(path, shown)} ${would}created`),
    ...update.map(({path}) => `${named(path, shown)} ${would}updated`),
    ...remove.map((path) => `${named(path, shown)} ${would}removed`),
  ].sort();
}

/** Files of the chart are named in its folder, others from here. */
function named(path: string, shown: string): string {
  return path.startsWith("../") ? posix.join(shown.split(sep).join("/"), path) : path;
}
