import {rmSync} from "node:fs";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";
import {execa} from "execa";
import {temporaryFolder} from "../temporary-folder.ts";

export const HOME = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Helm with djcd as its plugin, in folders of its own: the user's plugins are not touched. */
export interface PluginHelm {
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
  remove(): void;
}

/** Installs the plugin for one Helm binary. */
export async function installPlugin(helm: string): Promise<PluginHelm> {
  const folder = temporaryFolder("helm");
  const home = {
    HELM_DATA_HOME: join(folder, "data"),
    HELM_CONFIG_HOME: join(folder, "config"),
    HELM_CACHE_HOME: join(folder, "cache"),
  };
  const {PATH = "", HOME: userHome = ""} = process.env;
  const base = {PATH, HOME: userHome, KUBECONFIG: join(folder, "no-kubeconfig"), ...home};
  await execa(helm, ["plugin", "install", HOME], {env: base, extendEnv: false});
  return {
    run: async (args, env = {}) => {
      const {exitCode, stdout, stderr} = await execa(helm, [...args], {
        env: {...base, ...env},
        extendEnv: false,
        reject: false,
        stdin: "ignore",
      });
      return {code: exitCode ?? 255, stdout, stderr};
    },
    remove: () => rmSync(folder, {recursive: true, force: true}),
  };
}

/** The launcher without Helm. */
export async function runLauncher(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ran> {
  const {PATH = "", HOME: userHome = ""} = process.env;
  const {exitCode, stdout, stderr} = await execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), ...args], {
    env: {PATH, HOME: userHome, ...env},
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  return {code: exitCode ?? 255, stdout, stderr};
}
