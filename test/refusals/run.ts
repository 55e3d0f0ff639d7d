import {mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {execa} from "execa";
import {helms} from "../binaries.ts";
import {HOME} from "../cli/plugin.ts";
import type {ClusterObjects} from "../fixtures/worlds/api.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Answers, serve} from "./stub.ts";
import {CANARY} from "./worlds.ts";

/** One piece of bad input, and all that the command may say to it. */
export interface Row {
  readonly what: string;
  /** After `helm djcd`; words are parted by blanks. FOLDER stands for the folder that the command runs in. */
  readonly typed: string | readonly string[];
  /** All of stderr, FOLDER and SERVER in place of what they are. */
  readonly says: string;
  /** 1 where nothing else is said. */
  readonly code?: number;
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly cluster?: Cluster;
  readonly helm?: "helm3" | "helm4";
}

/** What the API server has, or how it misbehaves; nothing: no kubeconfig leads to any. */
export interface Cluster {
  readonly objects?: ClusterObjects;
  readonly answers?: Answers;
  /** Whether it speaks TLS, with a certificate that nobody vouches for. */
  readonly tls?: boolean;
  /** Of the address in the kubeconfig, where it is not what the server speaks. */
  readonly scheme?: "https";
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly writes: readonly string[];
  readonly asked: readonly string[];
  /** Every file of the folder, with its text, as it is afterwards. */
  readonly files: Readonly<Record<string, string>>;
}

/** Runs the real command line in a folder of its own, against an API server of its own. */
export async function run({
  typed,
  files = {},
  env = {},
  cluster,
  helm = "helm4",
}: Omit<Row, "what" | "says">): Promise<Outcome> {
  const folder = temporaryFolder("refusal");
  const stub = cluster && (await serve(cluster.objects ?? {}, cluster.answers, cluster.tls));
  for (const [path, text] of Object.entries(files)) writeInto(join(folder, path), text);
  if (stub)
    writeInto(join(folder, KUBECONFIG), kubeconfig(stub.url.replace(/^http:/, `${cluster?.scheme ?? "http"}:`)));
  const words = (typeof typed === "string" ? typed.split(" ") : typed).map((word) => word.replaceAll("FOLDER", folder));
  const {PATH = ""} = process.env;
  const own = {PATH, HOME: folder, HELM_BIN: (await helms())[helm], SECRET_KEY: CANARY};
  const given = Object.entries(env).map(([name, value]) => [name, value.replaceAll("FOLDER", folder)]);
  const ran = await execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), ...words], {
    cwd: folder,
    env: {...own, KUBECONFIG: join(folder, KUBECONFIG), ...Object.fromEntries(given)},
    extendEnv: false,
    reject: false,
    stdin: "ignore",
  });
  stub?.close();
  const masked = (text: string): string =>
    text.replaceAll(folder, "FOLDER").replaceAll(stub?.url.replace(/^.*:/, "") ?? "PORT", "PORT");
  return {
    code: ran.exitCode ?? 255,
    stdout: masked(ran.stdout),
    stderr: masked(ran.stderr),
    writes: stub?.writes ?? [],
    asked: stub?.asked ?? [],
    files: textsOf(folder),
  };
}

/** The kubeconfig lies beside the folder's own files. */
const KUBECONFIG = ".kubeconfig";

function kubeconfig(server: string): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "stub",
    clusters: [{name: "stub", cluster: {server}}],
    users: [{name: "stub", user: {token: CANARY}}],
    contexts: [{name: "stub", context: {cluster: "stub", user: "stub"}}],
  });
}

function writeInto(file: string, text: string | Buffer): void {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}

function textsOf(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, {recursive: true, encoding: "utf8"});
  const own = paths.filter((path) => !path.startsWith(".") && statSync(join(folder, path)).isFile());
  return Object.fromEntries(own.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}
