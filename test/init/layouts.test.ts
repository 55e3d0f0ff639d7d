import {mkdir, mkdtemp, readFile, rm, symlink, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {PassThrough} from "node:stream";
import * as yaml from "js-yaml";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import yargs from "yargs";
import {initCommand} from "../../src/commands/init.ts";
import {processContext} from "../../src/context.ts";
import {parseChoices} from "../../src/generate/choices-file.ts";
import {choicesSchema} from "../generate/worlds.ts";
import {DATABASE} from "./layouts/database.ts";
import {HEALTH} from "./layouts/health.ts";
import {type Layout, PLAIN, PLAIN_WEB} from "./layouts/layout.ts";
import {SERVERS} from "./layouts/servers.ts";
import {SETTINGS} from "./layouts/settings.ts";
import {STARTS} from "./layouts/starts.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "djcd-layout-"));
});

afterEach(() => rm(folder, {recursive: true}));

async function written({files = {}, links = {}}: Layout): Promise<void> {
  const all = Object.entries({...PLAIN, ...files}).filter(([, text]) => text !== null);
  for (const [path, text] of all) {
    await mkdir(join(folder, dirname(path)), {recursive: true});
    await writeFile(join(folder, path), text ?? "");
  }
  for (const [path, target] of Object.entries(links)) await symlink(target, join(folder, path));
}

async function init(): Promise<string> {
  const stdout = new PassThrough({encoding: "utf8"});
  const command = initCommand({...processContext(), cwd: folder, stdout});
  await yargs(["init", "--name", "shop"]).command(command).fail(false).exitProcess(false).parseAsync();
  return stdout.read() ?? "";
}

interface Written {
  django: object;
  components: {web: object};
}

/** The sections between what was inferred and what comes next, without the titles. */
function told(said: string): string[] {
  const [, ...sections] = said.split("\n\n").filter((section) => !section.startsWith("Next"));
  return sections
    .filter((section) => !section.startsWith("Inferred"))
    .flatMap((section) => section.split("\n  ").slice(1));
}

/** Columns are as wide as the widest of the row. */
function narrow(text: string): string {
  return text.replace(/ {2,}/g, "  ");
}

describe.each([
  ["the start", STARTS],
  ["the server", SERVERS],
  ["the settings module", SETTINGS],
  ["the database", DATABASE],
  ["the health view", HEALTH],
])("%s", (_, layouts) => {
  it.each(layouts)("$what", async (layout) => {
    const {django = {settings: "shop.settings"}, web = {}, says = [], infers = []} = layout;
    await written(layout);
    const said = await init();
    const text = await readFile(join(folder, "djcd.yaml"), "utf8");
    const choices = yaml.load(text) as Written;
    expect({django: choices.django, web: choices.components.web}).toEqual({django, web: {...PLAIN_WEB, ...web}});
    expect(told(said)).toEqual(says);
    for (const line of infers) expect(narrow(`${said}${text}`)).toContain(line);
    expect(() => parseChoices(text, "djcd.yaml", choicesSchema)).not.toThrow();
  });
});
