import {readdir} from "node:fs/promises";
import {join} from "node:path";
import {DjcdError} from "../errors.ts";
import {knownVersion} from "../kubernetes/known-version.ts";
import type {ChartFiles, ChartSource} from "./chart-files.ts";
import {readChartFolder} from "./chart-folder.ts";
import {withFiles, withFolder} from "./helm-files.ts";
import {HelmError, runner} from "./helm-process.ts";
import type {Values} from "./helm-release.ts";
import {helmFault} from "./helm-version.ts";
import {valuesUnread} from "./values-words.ts";

export interface HelmUpgrade {
  readonly release: string;
  readonly chart: ChartSource;
  readonly values: Values;
  readonly description: string;
  readonly historyMax: number;
  readonly takeOwnership?: boolean;
  /** Whether each of its fields was in a release before. Helm spends a second on the API server's schema of all others. */
  readonly isValidated?: boolean;
  /** How long its hooks may take, in seconds; nothing where none may run, as when a revision only records something. */
  readonly hookSeconds?: number;
}

/** The Helm that runs us, called as a person would call it. */
export interface Helm {
  version(): Promise<string>;
  upgrade(upgrade: HelmUpgrade): Promise<void>;
  /** Removes a release and all that belongs to it; nothing where it is gone already. */
  uninstall(release: string, runsHooks: boolean): Promise<void>;
  template(release: string, chart: ChartSource, values: Values): Promise<string>;
  /** Fetches a chart from a repository or a registry. */
  pull(chart: string, flags: readonly string[]): Promise<ChartFiles>;
  chartMetadata(chart: ChartSource): Promise<string>;
  chartDefaults(chart: ChartSource): Promise<string>;
  /** Helm's own merge of value files and flags: a dry run of an empty chart. */
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
  const ask = async (): Promise<string> => (await run(["version", "--template", "{{.Version}}"]).catch(silent)).trim();
  const version = (): Promise<string> => {
    asked ??= knownVersion(binary, env, ask).then((said) => usable(binary, said));
    return asked;
  };
  return {
    version,
    upgrade: async (upgrade) => installOver(run, upgrade, await version()),
    uninstall: (release, runsHooks) => uninstall(run, release, runsHooks),
    template: (release, chart, values) =>
      withFiles({chart, values}, async (path, file) =>
        // Without it `template` assumes the Kubernetes that this Helm was built for, 1.20 where it was built by `go install`.
        run(["template", release, path, "-f", file, "--kube-version", await kubeVersion()]),
      ),
    pull: (chart, flags) => pull(run, chart, flags),
    chartMetadata: (chart) => withFiles({chart, values: {}}, (path) => run(["show", "chart", path])),
    chartDefaults: (chart) => withFiles({chart, values: {}}, (path) => run(["show", "values", path])),
    mergeValues: (base, flags) => mergeValues(run, base ?? {}, flags),
  };
}

type Run = (args: readonly string[]) => Promise<string>;

function installOver(run: Run, upgrade: HelmUpgrade, version: string): Promise<void> {
  return withFiles(upgrade, async (chart, values) => {
    const flags = [...upgradeFlags(upgrade), ...applyFlags(version)];
    await run(["upgrade", "--install", upgrade.release, chart, "--reset-values", "-f", values, ...flags]);
  });
}

async function uninstall(run: Run, release: string, runsHooks: boolean): Promise<void> {
  const flags = ["--ignore-not-found", "--description", "uninstalled by helm djcd"];
  await run(["uninstall", release, ...flags, ...(runsHooks ? [] : ["--no-hooks"])]);
}

function pull(run: Run, chart: string, flags: readonly string[]): Promise<ChartFiles> {
  return withFolder(async (folder) => {
    await run(["pull", chart, "--untar", "--untardir", folder, ...flags]);
    const entries = await readdir(folder, {withFileTypes: true});
    const [name = ""] = entries.filter((one) => one.isDirectory()).map((one) => one.name);
    return readChartFolder(join(folder, name));
  });
}

function mergeValues(run: Run, base: Values, flags: readonly string[]): Promise<Values> {
  return withFiles({chart: SCRATCH, values: base}, async (path, file) => {
    const dryRun = ["install", "djcd-merge", path, "--dry-run=client", "-o", "json", "-f", file];
    const merged = await run([...dryRun, ...flags]).catch((error: Error) => {
      throw error instanceof HelmError ? new DjcdError(valuesUnread(error.said)) : error;
    });
    return (readJson(merged) as {config?: Values}).config ?? {};
  });
}

function upgradeFlags({description, historyMax, takeOwnership, isValidated, hookSeconds}: HelmUpgrade): string[] {
  return [
    ...(hookSeconds === undefined ? ["--no-hooks"] : ["--timeout", `${hookSeconds}s`]),
    ...["--description", description, "--history-max", `${historyMax}`],
    ...(takeOwnership ? ["--take-ownership"] : []),
    ...(isValidated ? ["--disable-openapi-validation"] : []),
  ];
}

/** One way for both Helms: Helm 4's server-side apply would conflict with the weights that we write (docs/decisions/0002). */
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
