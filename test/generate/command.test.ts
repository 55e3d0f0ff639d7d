import {mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {PassThrough} from "node:stream";
import {beforeEach, expect, onTestFinished, test} from "vitest";
import yargs from "yargs";
import {generateCommand} from "../../src/commands/generate.ts";
import {processContext} from "../../src/context.ts";
import {djcdYaml} from "./worlds.ts";

let project = "";

beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), "djcd-generate-"));
  onTestFinished(() => rm(project, {recursive: true}));
  await writeFile(join(project, "djcd.yaml"), djcdYaml);
});

const inChart = (path: string) => join(project, "charts/shop", path);

/** Runs `generate`; the answer is what it says. */
async function generate(...words: string[]): Promise<string> {
  const stdout = new PassThrough();
  const command = generateCommand({...processContext(), cwd: project, stdout});
  await yargs(["generate", ...words])
    .command(command)
    .exitProcess(false)
    .fail(false)
    .parseAsync();
  return String(stdout.read() ?? "");
}

test("a project gets its chart, and the next command", async () => {
  const said = await generate();
  expect(said).toContain("templates/web/deployment.yaml created\n");
  expect(said).toContain("helm install NAME charts/shop -f charts/shop/values-dev.yaml");
  expect(await readFile(inChart("Chart.yaml"), "utf8")).toContain("name: shop\n");
});

test("a second run changes nothing and says so", async () => {
  await generate();
  expect(await generate()).toBe("charts/shop is up to date.\n");
  expect(await generate("--check")).toBe("charts/shop is up to date.\n");
});

test("--check exits 2 with the files that are out of date, and changes nothing", async () => {
  await generate();
  await writeFile(join(project, "djcd.yaml"), `${djcdYaml}version: "0.2.0"\n`);
  await expect(generate("--check")).rejects.toMatchObject({
    code: 2,
    message: "charts/shop is out of date:\n  Chart.yaml has to be updated\nType: helm djcd generate",
  });
  expect(await readFile(inChart("Chart.yaml"), "utf8")).toContain("version: 0.1.0\n");
});

test("--dry-run says what would be written, and writes nothing", async () => {
  expect(await generate("--dry-run")).toContain("Chart.yaml would be created\n");
  expect(await readdir(project)).toEqual(["djcd.yaml"]);
});

test("a file edited by hand is refused by name, and --force overwrites it", async () => {
  await generate();
  const text = await readFile(inChart("templates/_names.tpl"), "utf8");
  await writeFile(inChart("templates/_names.tpl"), "mine");
  await expect(generate()).rejects.toMatchObject({
    code: 1,
    message: expect.stringContaining("\n  templates/_names.tpl\n"),
  });
  expect(await readFile(inChart("templates/_names.tpl"), "utf8")).toBe("mine");
  expect(await generate("--force")).toContain("templates/_names.tpl updated\n");
  expect(await readFile(inChart("templates/_names.tpl"), "utf8")).toBe(text);
});

test("the user's values and files stay as they are, and files that the chart no longer has are removed", async () => {
  await writeFile(join(project, "djcd.yaml"), `${djcdYaml}routers: [service, gateway-api]\n`);
  await generate();
  await writeFile(inChart("values.yaml"), "router: service\n");
  await writeFile(inChart("templates/mine.yaml"), "# mine\n");
  await writeFile(join(project, "djcd.yaml"), djcdYaml);
  expect(await generate()).toContain("templates/routing/gateway-api.yaml removed\n");
  expect(await readFile(inChart("values.yaml"), "utf8")).toBe("router: service\n");
  expect(await readdir(inChart("templates/routing"))).toEqual(["live.yaml", "service.yaml"]);
  expect(await readFile(inChart("templates/mine.yaml"), "utf8")).toBe("# mine\n");
});

test("--out names another folder, -f another file", async () => {
  await writeFile(join(project, "other.yaml"), djcdYaml.replace("shop", "bookshop"));
  expect(await generate("-f", "other.yaml", "--out", "deploy")).toContain("deploy is written.");
  expect(await readFile(join(project, "deploy/Chart.yaml"), "utf8")).toContain("name: bookshop\n");
});

test("without a djcd.yaml it says what to type", async () => {
  await rm(join(project, "djcd.yaml"));
  await expect(generate()).rejects.toMatchObject({
    code: 1,
    message: "djcd.yaml does not exist. To have one written for your project: helm djcd init",
  });
});

test("a record that is no JSON is an error that names the file", async () => {
  await generate();
  await writeFile(inChart(".djcd.json"), "<<<<<<<");
  await expect(generate()).rejects.toThrow(".djcd.json is not JSON any more");
});
