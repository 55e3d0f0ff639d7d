import {mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {Ajv} from "ajv";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {beforeAll, expect, test} from "vitest";
import {generateComponent, generatePipelines} from "../../src/generate/pipelines.ts";
import {HOME} from "../cli/plugin.ts";
import {shop, sources} from "../generate/worlds.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {installActionlint, publishedSchemas} from "./programs.ts";

// What is generated is judged by the checkers of the systems that run it.

const files = generatePipelines(
  shop({pipelines: ["github-actions", "gitlab-ci"]}),
  {file: "djcd.yaml", chart: "charts/shop"},
  sources,
);

const generated = (path: string): string =>
  files.find((file) => file.path === `../../${path}`)?.content ?? expect.fail(`no ${path} is generated`);

let schemas = "";
let actionlint = "";

beforeAll(async () => {
  schemas = await publishedSchemas();
  actionlint = await installActionlint();
});

const ajv = new Ajv({strict: false, validateFormats: false, logger: false});

/** What a published schema says against a document. */
function mistakes(name: string, document: unknown): unknown {
  if (ajv.getSchema(name) === undefined) ajv.addSchema(JSON.parse(readFileSync(join(schemas, name), "utf8")), name);
  ajv.validate(name, document);
  return ajv.errors;
}

/** What actionlint says of a repository that holds the workflow and the action. */
async function lint(workflow: string): Promise<string> {
  const repository = temporaryFolder("actionlint");
  mkdirSync(join(repository, ".git"));
  for (const [path, content] of [
    [".github/workflows/deliver.yml", workflow],
    [".github/actions/djcd/action.yml", generated(".github/actions/djcd/action.yml")],
  ] as const) {
    mkdirSync(dirname(join(repository, path)), {recursive: true});
    writeFileSync(join(repository, path), content);
  }
  const {stdout} = await execa(actionlint, ["-oneline"], {cwd: repository, reject: false});
  return stdout;
}

test("actionlint finds nothing in the workflow, and finds what is spoilt", async () => {
  const workflow = generated(".github/workflows/deliver.yml");
  expect(await lint(workflow)).toBe("");
  expect(await lint(workflow.replace("needs: image", "needs: picture"))).toContain('"picture" which does not exist');
  expect(await lint(workflow.replaceAll("sha256: ${{", "sha512: ${{"))).toContain('input "sha512" is not defined');
});

test.each([
  ["the generated action", () => generated(".github/actions/djcd/action.yml")],
  ["action.yml", () => readFileSync(join(HOME, "action.yml"), "utf8")],
])("%s is one, by the published schema", (_, text) => {
  expect(mistakes("github-actions.json", yaml.load(text()))).toBeNull();
});

test("GitLab's schema takes the pipeline, its inclusion and the component, and nothing spoilt", () => {
  expect(mistakes("gitlab-ci.json", yaml.load(generated(".gitlab/deliver.yml")))).toBeNull();
  expect(mistakes("gitlab-ci.json", yaml.load(generated(".gitlab-ci.yml")))).toBeNull();
  for (const part of yaml.loadAll(generateComponent(sources))) expect(mistakes("gitlab-ci.json", part)).toBeNull();
  expect(mistakes("gitlab-ci.json", {image: 7})).not.toBeNull();
});
