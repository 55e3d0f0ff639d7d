import {mkdir, mkdtemp, readdir, rm, writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {DjcdError} from "../errors.ts";
import type {ChartFiles} from "../release/chart-files.ts";
import type {Values} from "../release/helm-release.ts";
import {readChartFolder} from "./chart-folder.ts";
import {helmFault} from "./helm-version.ts";
import {missingIn, missingText} from "./rights.ts";
import {valuesUnread} from "./values-words.ts";

/** A chart that Helm can find: a path or reference as a person gave it, or files that we still have to write down. */
export type ChartSource = string | ChartFiles;

export interface HelmUpgrade {
  readonly release: string;
  readonly chart: ChartSource;
  readonly values: Values;
  readonly description: string;
  readonly historyMax: number;
  readonly takeOwnership?: boolean;
  /** Spares the API server a question where our own chart was rendered with the same kinds before: a tenth of a second. */
  readonly knownKinds?: boolean;
}

/** The Helm that runs us, called as a person would call it. */
export interface Helm {
  version(): Promise<string>;
  upgrade(upgrade: HelmUpgrade): Promise<void>;
  /** Removes a release and all that belongs to it; nothing where it is gone already. */
  uninstall(release: string): Promise<void>;
  template(release: string, chart: ChartSource, values: Values): Promise<string>;
  /** Fetches a chart from a repository or a registry. */
  pull(chart: string, flags: readonly string[]): Promise<ChartFiles>;
  chartMetadata(chart: ChartSource): Promise<string>;
  chartDefaults(chart: ChartSource): Promise<string>;
  /** Helm's own merge of value files and flags (helm.md, section 16). */
  mergeValues(base: Values | undefined, flags: readonly string[]): Promise<Values>;
}

/** The commands of the Helm that this binary is. */
export function openHelm(
  binary: string,
  namespace: string,
  env: NodeJS.ProcessEnv,
  kubeVersion: () => Promise<string>,
): Helm {
  const run = runner(binary, namespace, env);
  let asked: Promise<string> | undefined;
  // Asked once and only by who needs it: it costs a process.
  const version = (): Promise<string> => {
    asked ??= run(["version", "--template", "{{.Version}}"])
      .catch(silent)
      .then((text) => usable(binary, text.trim()));
    return asked;
  };
  return {
    version,
    upgrade: (upgrade) =>
      withFiles(upgrade, async (chart, values) => {
        const flags = [...upgradeFlags(upgrade), ...applyFlags(await version())];
        await run(["upgrade", "--install", upgrade.release, chart, "--reset-values", "-f", values, ...flags]);
      }),
    uninstall: async (release) =>
      void (await run(["uninstall", release, "--ignore-not-found", "--description", "uninstalled by helm djcd"])),
    template: (release, chart, values) =>
      withFiles({chart, values}, async (path, file) =>
        // Without it `template` assumes the Kubernetes that this Helm was built for, 1.20 where it was built by `go install`.
        run(["template", release, path, "-f", file, "--kube-version", await kubeVersion()]),
      ),
    pull: (chart, flags) =>
      withFolder(async (folder) => {
        await run(["pull", chart, "--untar", "--untardir", folder, ...flags]);
        const [name = ""] = (await readdir(folder, {withFileTypes: true}))
          .filter((one) => one.isDirectory())
          .map((one) => one.name);
        return readChartFolder(join(folder, name));
      }),
    chartMetadata: (chart) => withFiles({chart, values: {}}, (path) => run(["show", "chart", path])),
    chartDefaults: (chart) => withFiles({chart, values: {}}, (path) => run(["show", "values", path])),
    mergeValues: (base, flags) =>
      withFiles({chart: SCRATCH, values: base ?? {}}, async (path, file) => {
        const dryRun = ["install", "djcd-merge", path, "--dry-run=client", "-o", "json", "-f", file];
        const merged = await run([...dryRun, ...flags]).catch((error: Error) => {
          throw error instanceof HelmError ? new DjcdError(valuesUnread(error.said)) : error;
        });
        return (readJson(merged) as {config?: Values}).config ?? {};
      }),
  };
}

function upgradeFlags({description, historyMax, takeOwnership, knownKinds}: HelmUpgrade): string[] {
  return [
    ...["--description", description, "--history-max", `${historyMax}`],
    ...(takeOwnership ? ["--take-ownership"] : []),
    ...(knownKinds ? ["--disable-openapi-validation"] : []),
  ];
}

/** One way for both Helms: Helm 4's server-side apply would conflict with the weights that we write (helm.md, section 14). */
function applyFlags(version: string): string[] {
  return version.startsWith("v3.") ? [] : ["--server-side=false"];
}

const SCRATCH: ChartFiles = new Map([
  ["Chart.yaml", Buffer.from(JSON.stringify({apiVersion: "v2", name: "scratch", version: "0.0.0"}))],
]);

/** From Helm 4.2.1 notices about a pulled chart go to stdout before the JSON (helm#32056). */
function readJson(text: string): unknown {
  return JSON.parse(text.slice(text.search(/^\{/m)));
}

type Run = (args: readonly string[]) => Promise<string>;

function runner(binary: string, namespace: string, env: NodeJS.ProcessEnv): Run {
  return async (args) => {
    // Loaded here: half of what a command needs to start, and a look at the cluster does without.
    const {execa} = await import("execa");
    // A group of its own: Ctrl-C stops us, not a half-done Helm, which lives a second or two and leaves no pending release.
    const result = await execa(binary, [...args], {
      env: {...env, HELM_NAMESPACE: namespace, HELM_DEBUG: "false"},
      extendEnv: false,
      detached: true,
      cleanup: false,
      reject: false,
      stdin: "ignore",
      stripFinalNewline: false,
    });
    if (result.code === "ENOENT")
      throw new DjcdError(`${binary} was not found. Install Helm, or set HELM_BIN to its path`);
    if (result.isTerminated)
      throw new DjcdError(
        `helm ${args[0]} was killed (${result.signal}). Run the same command again: it takes back what is half done, and goes on`,
      );
    if (result.code !== undefined)
      throw new DjcdError(`${binary} cannot be run (${result.code}). Install Helm, or set HELM_BIN to its path`);
    if (result.failed) throw new HelmError(args, result.stderr || `ended with ${result.exitCode}`);
    return result.stdout;
  };
}

function usable(binary: string, version: string): string {
  const fault = helmFault(binary, version);
  if (fault) throw new DjcdError(fault);
  return version;
}

/** Whatever is run in Helm's place may fail in any words. */
function silent(error: Error): string {
  if (error instanceof HelmError) return "";
  throw error;
}

/** A Helm command that failed, with what Helm said. */
class HelmError extends DjcdError {
  readonly said: string;

  constructor(args: readonly string[], stderr: string) {
    const said = helmSaid(stderr);
    const words = args.slice(0, 3).filter((word) => !/^[/-]/.test(word));
    super(plainly(said) ?? `helm ${words.join(" ")}: ${said}`);
    this.name = "HelmError";
    this.said = said;
  }
}

function helmSaid(stderr: string): string {
  const start = stderr.search(/^Error: /m);
  return (start < 0 ? stderr : stderr.slice(start + "Error: ".length)).trim();
}

/** A guard of the chart speaks for itself, and so does a right that is missing: which Helm command it met helps nobody. */
function plainly(said: string): string | undefined {
  const missing = missingIn(said);
  return missing ? missingText([missing]) : /execution error at \(\S+\): (.*?)(\n\nUse --debug|$)/s.exec(said)?.[1];
}

/** Writes the values, and a chart that is not yet on disk, into a private folder for the time of one command. */
function withFiles<T>(
  {chart, values}: {readonly chart: ChartSource; readonly values: Values},
  use: (chart: string, values: string) => Promise<T>,
): Promise<T> {
  return withFolder(async (folder) => {
    const file = join(folder, "values.json");
    await writeFile(file, JSON.stringify(values), {mode: 0o600});
    return use(typeof chart === "string" ? chart : await writeChart(folder, chart), file);
  });
}

/** A folder that only we can read, for the time of one use. */
async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "djcd-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}

async function writeChart(folder: string, files: ChartFiles): Promise<string> {
  const root = join(folder, "chart");
  for (const [path, contents] of files) {
    await mkdir(dirname(join(root, path)), {recursive: true});
    await writeFile(join(root, path), contents);
  }
  return root;
}
