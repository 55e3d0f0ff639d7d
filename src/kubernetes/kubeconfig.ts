import {existsSync, readFileSync} from "node:fs";
import {dirname} from "node:path";
import {KubeConfig} from "@kubernetes/client-node/dist/config.js";
import type {Cluster, Context, User} from "@kubernetes/client-node/dist/config_types.js";
import {DjcdError} from "../errors.ts";
import type {HelmSettings} from "./settings.ts";

// KubeConfig.loadFromDefault() knows nothing of Helm's variables, throws on a name that two files share and on a file
// that does not exist. Helm takes the first and skips the missing one; we must dial where Helm dials.

/** The kubeconfig that Helm would use with these settings, its overrides applied. */
export function loadKubeConfig(settings: HelmSettings): KubeConfig {
  const config = mergeFiles(settings.kubeconfigs.filter((path) => existsSync(path)));
  if (settings.context) config.setCurrentContext(settings.context);
  if (config.contexts.length === 0 && !settings.server && settings.inPod) config.loadFromCluster();
  return override(config, settings);
}

function mergeFiles(paths: readonly string[]): KubeConfig {
  const merged = new KubeConfig();
  const parts = paths.map(loadFile);
  merged.clusters = firstOfEachName(parts.flatMap((part) => part.clusters));
  merged.users = firstOfEachName(parts.flatMap((part) => part.users));
  merged.contexts = firstOfEachName(parts.flatMap((part) => part.contexts));
  merged.currentContext = parts.find((part) => part.currentContext)?.currentContext ?? "";
  return merged;
}

function loadFile(path: string): KubeConfig {
  const config = new KubeConfig();
  try {
    const text = readFileSync(path, "utf8");
    // Client-node trips over an empty file, which says nothing.
    if (text.trim() !== "") {
      config.loadFromString(text);
      config.makePathsAbsolute(dirname(path));
    }
  } catch (error) {
    throw new DjcdError(`kubeconfig ${path} cannot be read: ${firstLine(error as Error)}`, {cause: error});
  }
  return config;
}

/** A parser shows the lines around a mistake below its message, and a kubeconfig holds tokens. */
function firstLine({message}: Error): string {
  return message.split("\n")[0] ?? "";
}

function firstOfEachName<T extends {name: string}>(items: readonly T[]): T[] {
  return items.filter((item, index) => items.findIndex(({name}) => name === item.name) === index);
}

function override(config: KubeConfig, settings: HelmSettings): KubeConfig {
  const context = config.getContextObject(config.currentContext);
  if (config.currentContext && !context) throw new DjcdError(unknownContext(config, config.currentContext));
  const cluster = overrideCluster(config.getCurrentCluster(), settings);
  const user = overrideUser(config.getCurrentUser(), settings);
  if (!cluster) throw new DjcdError(noCluster(settings));
  if (!URL.canParse(cluster.server))
    throw new DjcdError(
      `the address "${cluster.server}" of cluster ${cluster.name} is no URL. Look at: kubectl config view --minify`,
    );
  const name = context?.name ?? "djcd";
  const namespace = context?.namespace ? {namespace: context.namespace} : {};
  const chosen: Context = {...namespace, name, cluster: cluster.name, user: user.name};
  const result = new KubeConfig();
  result.loadFromOptions({clusters: [cluster], users: [user], contexts: [chosen], currentContext: name});
  return result;
}

function noCluster({kubeconfigs}: HelmSettings): string {
  return `no cluster: ${kubeconfigs.join(", ") || "no kubeconfig"} names none. Set KUBECONFIG, or type: kubectl config get-contexts`;
}

function unknownContext(config: KubeConfig, name: string): string {
  const known = config.contexts.map((context) => context.name).join(", ") || "none";
  return `kube context ${name} does not exist (known: ${known}). Type: kubectl config get-contexts`;
}

function overrideCluster(cluster: Cluster | null, settings: HelmSettings): Cluster | undefined {
  if (!cluster && !settings.server) return undefined;
  const base = cluster ?? {name: "djcd", server: "", skipTLSVerify: false};
  const {caData: _, caFile: __, ...withoutCa} = base;
  const server = settings.server ?? base.server;
  const proxyUrl = base.proxyUrl ?? (URL.canParse(server) ? settings.proxies.to(server) : undefined);
  return {
    ...(settings.caFile ? {...withoutCa, caFile: settings.caFile} : base),
    server,
    ...(proxyUrl === undefined ? {} : {proxyUrl}),
    // Client-node refuses plain http, which is what `kubectl proxy` speaks, unless nothing is to be verified.
    skipTLSVerify: settings.insecure || base.skipTLSVerify || server.startsWith("http:"),
    ...(settings.tlsServerName ? {tlsServerName: settings.tlsServerName} : {}),
  };
}

function overrideUser(user: User | null, settings: HelmSettings): User {
  const base = user ?? {name: "djcd"};
  // A token given on the command line replaces every other way in, as client-go has it.
  const credentials = settings.token ? {name: base.name, token: settings.token} : base;
  return settings.asUser ? {...credentials, impersonateUser: settings.asUser} : credentials;
}
