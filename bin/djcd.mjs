#!/usr/bin/env node
// The launcher: no dependencies, so that it can say what is missing. As a Helm plugin it finds Helm's settings in
// the environment; without Helm it reads the flags that Helm would strip and sets the variables that Helm would set.
import {existsSync} from "node:fs";
import module from "node:module";
import {dirname, join} from "node:path";
import {fileURLToPath} from "node:url";

const OLDEST = [20, 19];

/** Flags that Helm strips from a plugin's arguments, and the variable that carries each. */
const HELM_FLAGS = {
  "--namespace": "HELM_NAMESPACE",
  "-n": "HELM_NAMESPACE",
  "--kubeconfig": "KUBECONFIG",
  "--kube-context": "HELM_KUBECONTEXT",
  "--kube-apiserver": "HELM_KUBEAPISERVER",
  "--kube-token": "HELM_KUBETOKEN",
  "--kube-as-user": "HELM_KUBEASUSER",
  "--kube-as-group": "HELM_KUBEASGROUPS",
  "--kube-ca-file": "HELM_KUBECAFILE",
  "--kube-insecure-skip-tls-verify": "HELM_KUBEINSECURE_SKIP_TLS_VERIFY",
  "--kube-tls-server-name": "HELM_KUBETLS_SERVER_NAME",
  "--registry-config": "HELM_REGISTRY_CONFIG",
  "--repository-cache": "HELM_REPOSITORY_CACHE",
  "--repository-config": "HELM_REPOSITORY_CONFIG",
};

function stop(message) {
  process.stderr.write(`Error: ${message}\n`);
  process.exit(1);
}

function tooOld() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

function setVariable(flag, value) {
  const name = HELM_FLAGS[flag];
  const groups = process.env[name];
  process.env[name] = flag === "--kube-as-group" && groups ? `${groups},${value}` : value;
}

/** Takes Helm's flags out of the arguments, as Helm does for a plugin. */
function readHelmFlags(args) {
  const rest = [];
  for (let index = 0; index < args.length; index++) {
    const [flag, inline] = splitFlag(args[index]);
    if (flag === "--debug") process.env.HELM_DEBUG = "true";
    else if (!(flag in HELM_FLAGS)) rest.push(args[index]);
    else if (inline !== undefined) setVariable(flag, inline);
    else if (index + 1 < args.length) setVariable(flag, args[++index]);
    else stop(`flag needs an argument: ${flag}`);
  }
  return rest;
}

function splitFlag(argument) {
  const equals = argument.indexOf("=");
  return argument.startsWith("-") && equals > 0
    ? [argument.slice(0, equals), argument.slice(equals + 1)]
    : [argument, undefined];
}

if (tooOld())
  stop(`djcd needs Node ${OLDEST.join(".")} or newer, this is ${process.versions.node}: install a newer Node`);

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const bundle = join(home, "dist", "djcd.cjs");
if (!existsSync(bundle)) {
  stop(`djcd is not built: ${bundle} does not exist. Type: (cd ${home} && npm ci && npm run build)`);
}

// From Node 22.1: what was compiled once is not compiled again. In Helm's own cache: a temporary folder is everybody's.
const cache = process.env.HELM_CACHE_HOME;
if (cache) module.enableCompileCache?.(join(cache, "djcd", "node"));

const asPlugin = process.env.HELM_PLUGIN_NAME === "djcd";
const args = asPlugin ? process.argv.slice(2) : readHelmFlags(process.argv.slice(2));
const {main} = module.createRequire(import.meta.url)(bundle);
await main(args);
