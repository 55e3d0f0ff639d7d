import {readFile} from "node:fs/promises";
import {relative, resolve} from "node:path";
import type {CommandModule} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError, EXIT} from "../errors.ts";
import type {Changes, Folder} from "../generate/changes.ts";
import type {GeneratedFile} from "../generate/chart.ts";
import type {Choices} from "../generate/choices.ts";
import {diff} from "../generate/diff.ts";

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
    describe: "Write the chart of a project, from its djcd.yaml",
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
  const {choices, files} = await generatedChart(context, argv.file);
  const folder = resolve(context.cwd, argv.out ?? `charts/${choices.name}`);
  const shown = relative(context.cwd, folder) || ".";
  const {changes, texts} = await changesIn(folder, files);
  if (argv.check) return checked(context, changes, shown);
  if (!argv.force) refuseForeign(changes, texts, shown);
  if (argv["dry-run"] === undefined) await write(folder, changes);
  report(context, changes, shown, argv["dry-run"] === undefined ? "" : "would be ");
}

/** What the choices make of our chart. The libraries for it are loaded here: no other command has to wait for them. */
async function generatedChart(context: Context, file: string): Promise<{choices: Choices; files: GeneratedFile[]}> {
  const [{parseChoices}, {generateChart}, {readSources}] = await Promise.all([
    import("../generate/choices-file.ts"),
    import("../generate/chart.ts"),
    import("../generate/sources.ts"),
  ]);
  const sources = readSources();
  const schema = JSON.parse(sources.schemas["choices.schema.json"] ?? "");
  const choices = parseChoices(await readChoices(resolve(context.cwd, file), file), file, schema);
  return {choices, files: generateChart(choices, sources)};
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

async function write(folder: string, changes: Changes): Promise<void> {
  const {writeChanges} = await import("../generate/write.ts");
  await writeChanges(folder, changes);
}

function checked(context: Context, changes: Changes, shown: string): void {
  const stale = lines(changes, "has to be ");
  if (stale.length > 0) {
    const list = stale.map((line) => `  ${line}`).join("\n");
    throw new DjcdError(`${shown} is out of date:\n${list}\nType: helm djcd generate`, {code: EXIT.wouldChange});
  }
  context.stdout.write(`${shown} is up to date.\n`);
}

function refuseForeign({foreign, update}: Changes, texts: Folder, shown: string): void {
  if (foreign.length === 0) return;
  const list = foreign.flatMap((path) => [path, ...diff(texts.get(path) ?? "", contentOf(update, path))]);
  throw new DjcdError(
    `${shown} has files that djcd would overwrite or remove, and that are not as djcd wrote them (- as it is, + as it would be):\n` +
      `${list.map((line) => `  ${line}`).join("\n")}\n` +
      "Nothing has been changed. Move your changes to values.yaml or to a template of your own, or give them up: helm djcd generate --force",
  );
}

/** Nothing where the file would be removed. */
function contentOf(update: Changes["update"], path: string): string {
  return update.find((file) => file.path === path)?.content ?? "";
}

function report(context: Context, changes: Changes, shown: string, would: string): void {
  const done = lines(changes, would);
  for (const line of done) context.stdout.write(`${line}\n`);
  if (done.length === 0) context.stdout.write(`${shown} is up to date.\n`);
  else if (would === "")
    context.stdout.write(`\n${shown} is written. Try it: helm install NAME ${shown} -f ${shown}/values-dev.yaml\n`);
}

function lines({create, update, remove}: Changes, would: string): string[] {
  return [
    ...create.map(({path}) => `${path} ${would}created`),
    ...update.map(({path}) => `${path} ${would}updated`),
    ...remove.map((path) => `${path} ${would}removed`),
  ].sort();
}
