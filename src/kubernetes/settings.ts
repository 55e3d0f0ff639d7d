import {type Proxies, proxiesOf} from "./proxies.ts";

/** Where Helm talks to, as Helm hands it to a plugin: every variable that changes the cluster, the user or the namespace. */
export interface HelmSettings {
  readonly helm: string;
  readonly kubeconfigs: readonly string[];
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly server: string | undefined;
  readonly token: string | undefined;
  readonly asUser: string | undefined;
  readonly asGroups: readonly string[];
  readonly caFile: string | undefined;
  readonly insecure: boolean;
  readonly tlsServerName: string | undefined;
  /** On the way to the API server, unless the kubeconfig names one. */
  readonly proxies: Proxies;
  /** Whether we run in a pod, which has a cluster without any kubeconfig. */
  readonly inPod: boolean;
}

/** Reads Helm's settings from the environment. An empty variable is one that was not given. */
export function helmSettings(env: NodeJS.ProcessEnv): HelmSettings {
  const given = (name: string): string | undefined => env[name] || undefined;
  return {
    helm: given("HELM_BIN") ?? "helm",
    kubeconfigs: kubeconfigPaths(env),
    namespace: given("HELM_NAMESPACE"),
    context: given("HELM_KUBECONTEXT"),
    server: given("HELM_KUBEAPISERVER"),
    token: given("HELM_KUBETOKEN"),
    asUser: given("HELM_KUBEASUSER"),
    asGroups: (given("HELM_KUBEASGROUPS") ?? "").split(",").filter(Boolean),
    caFile: given("HELM_KUBECAFILE"),
    insecure: ["1", "t", "true"].includes((given("HELM_KUBEINSECURE_SKIP_TLS_VERIFY") ?? "").toLowerCase()),
    tlsServerName: given("HELM_KUBETLS_SERVER_NAME"),
    proxies: proxiesOf(env),
    inPod: given("KUBERNETES_SERVICE_HOST") !== undefined,
  };
}

function kubeconfigPaths(env: NodeJS.ProcessEnv): string[] {
  const listed = (env.KUBECONFIG ?? "").split(process.platform === "win32" ? ";" : ":").filter(Boolean);
  const home = env.HOME ?? env.USERPROFILE;
  return listed.length > 0 || !home ? listed : [`${home}/.kube/config`];
}
