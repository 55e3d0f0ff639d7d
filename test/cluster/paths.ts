import {homedir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";

const {DJCD_CACHE, XDG_CACHE_HOME} = process.env;

/** Outlives clones and clusters: artefacts keyed by version. clean.sh computes the same. */
export const cache = DJCD_CACHE || join(XDG_CACHE_HOME || join(homedir(), ".cache"), "djcd");

/** Everything of the running cluster; `down` removes it. */
export const run = join(cache, "run");

/** Outside the cache: user postgres cannot reach a folder in root's home. Also in clean.sh. */
export const postgresData = "/var/lib/djcd-postgres";

export const kubeconfig = join(run, "kubeconfig");
export const containerdSocket = join(run, "containerd.sock");
export const cleanScript = fileURLToPath(new URL("clean.sh", import.meta.url));

export const inRun = (...names: string[]): string => join(run, ...names);
