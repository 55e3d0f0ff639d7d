import {cpSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {execa} from "execa";
import * as yaml from "js-yaml";
import {afterAll, beforeAll, expect, test} from "vitest";
import {VERSION} from "../../src/version.ts";
import {type Binaries, helms} from "../binaries.ts";
import {HOME} from "../cli/plugin.ts";
import {sources} from "../generate/worlds.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Served, serveFolder} from "./serve-folder.ts";
import {type Key, throwawayKey} from "./throwaway-key.ts";

// One package, signed, at one address: both Helms install it from there, and so does the generated pipeline.

const NAME = `djcd-${VERSION}.tgz`;

let binaries: Binaries;
let key: Key;
let release: string;
let served: Served;

beforeAll(async () => {
  [binaries, key] = await Promise.all([helms(), throwawayKey()]);
  release = temporaryFolder("release");
  await pack(release);
  served = await serveFolder(release);
});

afterAll(async () => {
  served?.close();
  await key?.remove();
});

async function pack(folder: string): Promise<void> {
  const words = [join(HOME, "scripts", "package.mjs"), "--out", folder, "--sign", key.name];
  await execa(process.execPath, words, {env: key.env});
}

/** A Helm without plugins, and without the user's. */
function freshHelm(major: keyof Binaries) {
  const home = temporaryFolder("helm");
  const env = {HELM_DATA_HOME: `${home}/data`, HELM_CONFIG_HOME: `${home}/config`, HELM_CACHE_HOME: `${home}/cache`};
  return {
    env,
    run: async (...words: readonly string[]) => {
      const {exitCode, stdout, stderr} = await execa(binaries[major], [...words], {env, cwd: home, reject: false});
      return {code: exitCode, said: `${stdout}\n${stderr}`};
    },
  };
}

/** Helm 3 verifies no plugin. */
const flags = (major: keyof Binaries): readonly string[] => ({helm3: [], helm4: ["--keyring", key.publicRing]})[major];

test.each(["helm3", "helm4"] as const)("%s installs the plugin by its address, and it works", async (major) => {
  const helm = freshHelm(major);
  expect(await helm.run("plugin", "install", `${served.url}/${NAME}`, ...flags(major))).toMatchObject({code: 0});
  expect((await helm.run("plugin", "list")).said).toMatch(new RegExp(`^djcd\\s+${VERSION}\\s`, "m"));
  const example = join(HOME, "examples", "shop", "djcd.yaml");
  const chart = join(temporaryFolder("shop"), "charts/shop");
  writeFileSync(join(chart, "../..", "djcd.yaml"), readFileSync(example));
  const {said} = await helm.run("djcd", "generate", "-f", join(chart, "../..", "djcd.yaml"), "--out", chart);
  expect(said).toContain("Chart.yaml created\n");
  expect(readFileSync(join(chart, "Chart.yaml"), "utf8")).toContain("name: shop\n");
  expect((await helm.run("__complete", "djcd", "prom")).said).toContain("promote\t");
});

test("Helm 4 takes no package without a key that it knows, and none that is not as it was signed", async () => {
  const strange = await freshHelm("helm4").run("plugin", "install", `${served.url}/${NAME}`);
  expect(strange).toMatchObject({code: 1, said: expect.stringMatching(/verif/)});
  const folder = temporaryFolder("changed");
  cpSync(release, folder, {recursive: true});
  writeFileSync(join(folder, NAME), Buffer.concat([readFileSync(join(folder, NAME)), Buffer.from([0])]));
  const changed = await serveFolder(folder);
  const refused = await freshHelm("helm4").run("plugin", "install", `${changed.url}/${NAME}`, ...flags("helm4"));
  changed.close();
  expect(refused).toMatchObject({code: 1, said: expect.stringContaining("sha256 sum does not match")});
});

test("the same bundle gives the same bytes", async () => {
  const again = temporaryFolder("again");
  await pack(again);
  expect(readFileSync(join(again, NAME)).equals(readFileSync(join(release, NAME)))).toBe(true);
});

interface Action {
  readonly runs: {readonly steps: readonly {readonly name?: string; readonly run?: string}[]};
}

/** Does what the generated action does to have the plugin. */
async function installStep(env: Readonly<Record<string, string>>) {
  const action = yaml.load(sources.pipelines["github-actions/action.yml"] ?? "") as Action;
  const script = action.runs.steps.find(({name}) => name === "Install djcd")?.run ?? expect.fail("no such step");
  const helm = freshHelm("helm4");
  const bin = join(temporaryFolder("bin"), "helm");
  cpSync(binaries.helm4, bin);
  const PATH = `${join(bin, "..")}:${process.env.PATH}`;
  const all = {...helm.env, PATH, RUNNER_TEMP: temporaryFolder("runner"), ...env};
  const {exitCode, stdout, stderr} = await execa("bash", ["-eo", "pipefail", "-c", script], {env: all, reject: false});
  return {code: exitCode, said: `${stdout}\n${stderr}`, plugins: (await helm.run("plugin", "list")).said};
}

test("the generated pipeline installs it by address and hash, and nothing else in its place", async () => {
  const hash = readFileSync(join(release, `${NAME}.sha256`), "utf8").split(" ")[0] ?? "";
  const PLUGIN = `${served.url}/${NAME}`;
  expect(await installStep({PLUGIN, SHA256: hash})).toMatchObject({code: 0, plugins: expect.stringContaining("djcd")});
  const other = await installStep({PLUGIN, SHA256: "0".repeat(64)});
  expect(other).toMatchObject({code: 1, said: expect.stringContaining("FAILED")});
  const none = await installStep({PLUGIN: "", SHA256: ""});
  expect(none).toMatchObject({code: 1, said: expect.stringContaining("DJCD_PLUGIN and DJCD_PLUGIN_SHA256")});
});
