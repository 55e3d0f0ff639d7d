import {copyFileSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {execa} from "execa";
import {HOME} from "../cli/plugin.ts";
import {HOST, MARK, NAMESPACE} from "./names.ts";
import type {Opened, Place} from "./places/place.ts";
import {alive, say} from "./screen.ts";
import {type Shell, type} from "./shell.ts";
import {SHOP, versionsOfShop} from "./versions.ts";

/** Everything is there: what is left to do is typed. */
export interface Stage {
  readonly shell: Shell;
  readonly url: string;
  readonly flags: string;
  readonly goodbye: string;
}

/** Cluster, images, a namespace with the Secret, the plugin, and a project folder to work in. */
export async function prepare(place: Place): Promise<Stage> {
  const opened = await place.open();
  say(`cluster ${opened.context}, entrance ${opened.url}`);
  const folder = temporaryFolder();
  await provideImages(place, folder);
  const shell = await makeShell(folder, opened);
  await makeNamespace(shell, opened);
  copyFileSync(join(SHOP, "djcd.yaml"), join(folder, "djcd.yaml"));
  writeFileSync(join(folder, "values.json"), JSON.stringify(values(place, opened), null, 2));
  await type(shell, `helm plugin install '${HOME}'`);
  return {shell, url: opened.url, flags: opened.flags, goodbye: place.goodbye};
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "djcd-demo-"));
  process.once("exit", () => rmSync(folder, {recursive: true, force: true}));
  return folder;
}

async function provideImages(place: Place, folder: string): Promise<void> {
  for (const version of versionsOfShop(folder)) {
    const image = `${place.repository}:${version.tag}`;
    await alive(`image ${image}`, () => place.provide(version));
    say(`image ${image}`);
  }
}

/** Helm folders of its own, and a copy of the kubeconfig whose only context begins in the demo's namespace. */
async function makeShell(cwd: string, {kubeconfig, context, programs}: Opened): Promise<Shell> {
  const file = join(cwd, "kubeconfig");
  const read = ["config", "view", "--raw", "--minify", "--flatten", "--context", context];
  const env = kubeconfig === undefined ? {} : {KUBECONFIG: kubeconfig};
  writeFileSync(file, (await execa(programs.kubectl, read, {env})).stdout, {mode: 0o600});
  await execa(programs.kubectl, ["config", "set-context", "--current", "--namespace", NAMESPACE], {
    env: {KUBECONFIG: file},
  });
  const {PATH = "", HOME: home = ""} = process.env;
  const helmFolders = Object.fromEntries(["DATA", "CONFIG", "CACHE"].map((of) => [`HELM_${of}_HOME`, join(cwd, of)]));
  return {cwd, programs, env: {PATH, HOME: home, KUBECONFIG: file, ...helmFolders}};
}

async function makeNamespace({cwd, env, programs}: Shell, {database}: Opened): Promise<void> {
  const kubectl = (...args: readonly string[]) => execa(programs.kubectl, args, {cwd, env, extendEnv: false});
  await alive("the namespace of an earlier demo goes", () => kubectl("delete", "namespace", "--selector", MARK));
  await kubectl("create", "namespace", NAMESPACE);
  await kubectl("label", "namespace", NAMESPACE, MARK, "pod-security.kubernetes.io/enforce=restricted");
  const entries = {DATABASE_URL: await database(), SECRET_KEY: "not-secret-in-a-demo"};
  const literals = Object.entries(entries).map(([name, value]) => `--from-literal=${name}=${value}`);
  await kubectl("create", "secret", "generic", "shop-env", ...literals);
  say(`namespace ${NAMESPACE}, with DATABASE_URL and SECRET_KEY in the Secret shop-env`);
}

/**
 * What a team says of its installation. Short drains, for nobody wants to wait. A share of the processor is asked for:
 * on a busy machine pods without one are starved first, and the kubelet calls them unready.
 */
function values({repository}: Place, {gateway}: Opened): object {
  return {
    image: {repository, tag: "v1"},
    hosts: [HOST],
    existingSecrets: ["shop-env"],
    config: {ALLOWED_HOSTS: HOST, CSRF_TRUSTED_ORIGINS: `https://${HOST}`},
    router: "gateway-api",
    gateway: {parentRefs: [gateway]},
    web: {
      replicas: 2,
      drain: {preStopSeconds: 5, gracefulSeconds: 10},
      server: {workers: 1, threads: 8},
      resources: {requests: {cpu: "200m", memory: "64Mi"}},
    },
  };
}
