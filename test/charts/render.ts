import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {execa} from "execa";
import {afterAll} from "vitest";
import {generateChart} from "../../src/generate/chart.ts";
import type {Choices} from "../../src/generate/choices.ts";
import {readSources} from "../../src/generate/sources.ts";
import {type Binaries, helms} from "../binaries.ts";

/** Pinned, so that a golden does not depend on the Helm at hand. */
const KUBERNETES = ["--kube-version", "1.34.0", "--namespace", "default"];

export const MAJORS = ["helm3", "helm4"] as const satisfies readonly (keyof Binaries)[];

export type Major = (typeof MAJORS)[number];

export interface Render {
  readonly chart: string;
  readonly release?: string;
  readonly values?: object;
  readonly flags?: readonly string[];
}

/** Writes the chart of some choices into a folder that lives as long as the test file; `changed` replaces files. */
export function writeChart(choices: Choices, changed: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "djcd-chart-"));
  afterAll(() => rmSync(folder, {recursive: true}));
  const files = generateChart(choices, readSources()).map(({path, content}) => [path, content] as const);
  for (const [path, content] of [...files, ...Object.entries(changed)]) writeInto(join(folder, path), content);
  return folder;
}

/** What `helm template` prints. */
export async function template(
  major: Major,
  {chart, release = "shop", values = {}, flags = []}: Render,
): Promise<string> {
  const words = ["template", release, chart, ...KUBERNETES, ...flags, "--values", "-"];
  const {stdout} = await run(major, words, JSON.stringify(values));
  return stdout;
}

/** What `helm template` says when it refuses. */
export async function refusal(major: Major, render: Render): Promise<string> {
  const {stderr} = await template(major, render).then(
    () => ({stderr: "nothing: it rendered"}),
    (error: {stderr: string}) => error,
  );
  return stderr.replace(/^Error: (execution error at \(\S+\): )?/, "").split("\n")[0] ?? "";
}

/** The notes that an installation ends with; Helm 3 renders them only where it reaches a cluster. */
export async function notes({chart, release = "shop", values = {}}: Render): Promise<string> {
  const words = ["install", release, chart, "--dry-run=client", "--namespace", "default", "--values", "-"];
  const {stdout} = await run("helm4", words, JSON.stringify(values));
  return stdout.slice(stdout.indexOf("NOTES:\n") + "NOTES:\n".length);
}

export async function run(
  major: Major,
  words: readonly string[],
  input = "",
): Promise<{stdout: string; stderr: string}> {
  const helm = (await helms())[major];
  return execa(helm, words, {input, env: {KUBECONFIG: "/nowhere"}});
}

/** The documents that Helm printed, in the order of their names; the scripts of the chart are left out. */
export function documents(printed: string): string {
  const all = printed.split(/^---$/m).filter((document) => document.trim() !== "");
  return all
    .map((document) => `---\n${withoutScripts(document).trim()}\n`)
    .sort()
    .join("");
}

function withoutScripts(document: string): string {
  return document.replace(/^( +)- -c\n +- \|\n(?:\1 {2,}.*\n| *\n)+/gm, "$1- -c\n$1- (a script of files/)\n");
}

function writeInto(file: string, content: string): void {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, content);
}
