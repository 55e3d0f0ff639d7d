import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {PassThrough} from "node:stream";
import {beforeEach, describe, expect, onTestFinished, test} from "vitest";
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
  expect(said).toContain("Try it:\n  helm upgrade --install shop charts/shop -f charts/shop/values-dev.yaml\n");
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

describe("gitops", () => {
  const gitops = `gitops: {controller: flux, repository: "https://git.example.com/shop.git", path: deploy/shop, namespace: shop}\n`;
  const inDeploy = (path: string) => join(project, "deploy/shop", path);

  beforeEach(() => writeFile(join(project, "djcd.yaml"), `${djcdYaml}${gitops}`));

  test("applications, values files and a chart for each of the three are written; a second run changes nothing", async () => {
    const said = await generate();
    expect(said).toContain("deploy/shop/applications.yaml created\n");
    expect(said).toContain("deploy/shop/charts/green created, a copy of charts/shop\n");
    expect(await readdir(inDeploy("charts/blue"))).toEqual(await readdir(inChart(".")).then(withoutRecord));
    expect(await generate("--check")).toBe("charts/shop is up to date.\n");
    expect(await generate()).toBe("charts/shop is up to date.\n");
  });

  test("values files and charts are the team's: they are not written again, also when the chart is", async () => {
    await generate();
    await writeFile(inDeploy("blue.yaml"), "image: {tag: v7}\n");
    await writeFile(join(project, "djcd.yaml"), `${djcdYaml}${gitops}version: "0.2.0"\n`);
    await generate();
    expect(await readFile(inChart("Chart.yaml"), "utf8")).toContain("version: 0.2.0\n");
    expect(await readFile(inDeploy("charts/blue/Chart.yaml"), "utf8")).toContain("version: 0.1.0\n");
    expect(await readFile(inDeploy("blue.yaml"), "utf8")).toBe("image: {tag: v7}\n");
  });

  test("a chart that is missing is told by --check, and written again as the chart is", async () => {
    await generate();
    await rm(inDeploy("charts/front"), {recursive: true});
    await expect(generate("--check")).rejects.toMatchObject({
      message:
        "charts/shop is out of date:\n  deploy/shop/charts/front has to be created, a copy of charts/shop\nType: helm djcd generate",
    });
    expect(await generate()).toContain("deploy/shop/charts/front created, a copy of charts/shop\n");
  });

  test("a chart that does not lie below djcd.yaml gets no applications, and that is said", async () => {
    const said = await generate("--out", "../elsewhere");
    onTestFinished(() => rm(join(project, "../elsewhere"), {recursive: true}));
    expect(said).toContain(
      "No application is written: deploy/shop begins at djcd.yaml, and this chart does not lie below it.",
    );
    expect(await readdir(project)).toEqual(["djcd.yaml"]);
  });
});

/** Which files are ours is told by the chart itself alone. */
const withoutRecord = (files: string[]): string[] => files.filter((file) => file !== ".djcd.json");

describe("pipelines", () => {
  const workflow = ".github/workflows/deliver.yml";
  const chosen = (...pipelines: string[]) =>
    writeFile(join(project, "djcd.yaml"), `${djcdYaml}pipelines: [${pipelines.join(", ")}]\n`);

  test("are written where their systems look for them, and told by their path from here", async () => {
    await chosen("github-actions", "gitlab-ci");
    const said = await generate();
    const files = [workflow, ".github/actions/djcd/action.yml", ".gitlab/deliver.yml", ".gitlab-ci.yml"];
    for (const file of files) expect(said).toContain(`${file} created\n`);
    expect(await readFile(join(project, workflow), "utf8")).toContain("helm djcd upgrade shop charts/shop ");
    expect(await generate("--check")).toBe("charts/shop is up to date.\n");
  });

  test("a hand in one is refused with its lines, and told by --check", async () => {
    await chosen("github-actions");
    await generate();
    const text = await readFile(join(project, workflow), "utf8");
    await writeFile(join(project, workflow), text.replace("timeout-minutes: 30", "timeout-minutes: 5"));
    await expect(generate("--check")).rejects.toMatchObject({
      code: 2,
      message: `charts/shop is out of date:\n  ${workflow} has to be updated\nType: helm djcd generate`,
    });
    await expect(generate()).rejects.toThrow(new RegExp(`  ${workflow}\n +\\d+ - +timeout-minutes: 5\n`));
    expect(await generate("--force")).toContain(`${workflow} updated\n`);
  });

  test("go when they are no longer chosen; what was written once stays", async () => {
    await chosen("gitlab-ci");
    await generate();
    await chosen();
    expect(await generate()).toContain(".gitlab/deliver.yml removed\n");
    expect(await readFile(join(project, ".gitlab-ci.yml"), "utf8")).toContain("- local: .gitlab/deliver.yml\n");
  });

  test("a .gitlab-ci.yml of the team is left as it is", async () => {
    await writeFile(join(project, ".gitlab-ci.yml"), "# ours\n");
    await chosen("gitlab-ci");
    await generate();
    expect(await readFile(join(project, ".gitlab-ci.yml"), "utf8")).toBe("# ours\n");
  });

  test("know another file of choices and another folder of the chart", async () => {
    await writeFile(join(project, "other.yaml"), `${djcdYaml}pipelines: [github-actions]\n`);
    await generate("-f", "other.yaml", "--out", "deploy/chart");
    const text = await readFile(join(project, workflow), "utf8");
    expect(text).toContain("run: helm djcd generate --check -f other.yaml --out deploy/chart\n");
    expect(text).toContain("run: helm package deploy/chart --destination dist\n");
  });

  test("a chart that does not lie below djcd.yaml has none, and that is said", async () => {
    await mkdir(join(project, "backend"));
    await writeFile(join(project, "backend", "djcd.yaml"), `${djcdYaml}pipelines: [github-actions]\n`);
    const said = await generate("-f", "backend/djcd.yaml");
    expect(said).toContain(
      "No pipeline is written: one begins at backend/djcd.yaml, and this chart does not lie below",
    );
    expect(said).not.toContain("deliver.yml");
    expect(await readdir(project)).not.toContain(".github");
  });
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
