import type {Cluster, Row} from "../run.ts";
import {type StubAnswer, status} from "../stub.ts";
import {CANARY} from "../worlds.ts";
import {CANDIDATE, STABLE} from "./clusters.ts";

/** What is tried is refused, and all else is as it is. */
const refusingOnTrial =
  (code: number, reason: string, message: string): NonNullable<Cluster["answers"]> =>
  ({path}) =>
    path.includes("dryRun=All") ? status(code, reason, message) : undefined;

const everywhere = (answer: StubAnswer) => ({...STABLE, answers: () => answer});
const config = (text: string) => ({typed: "status shop", files: {config: text}, env: {KUBECONFIG: "FOLDER/config"}});
const server = (HELM_KUBEAPISERVER: string, env = {}) => ({typed: "status shop", env: {HELM_KUBEAPISERVER, ...env}});

/** Clusters that cannot be found, cannot be trusted, or are none. */
export const CLUSTER: readonly Row[] = [
  {
    what: "no kubeconfig",
    typed: "status shop",
    env: {KUBECONFIG: "/nowhere/config"},
    says: "Error: no cluster: /nowhere/config names none. Set KUBECONFIG, or type: kubectl config get-contexts",
  },
  {
    what: "a kubeconfig that is no YAML",
    ...config(`users: [{token: ${CANARY}`),
    says: "Error: kubeconfig FOLDER/config cannot be read: unexpected end of the stream within a flow collection (2:1)",
  },
  {
    what: "a kubeconfig that is a word",
    ...config("nothing"),
    says: "Error: no cluster: FOLDER/config names none. Set KUBECONFIG, or type: kubectl config get-contexts",
  },
  {
    what: "an empty kubeconfig",
    ...config(""),
    says: "Error: no cluster: FOLDER/config names none. Set KUBECONFIG, or type: kubectl config get-contexts",
  },
  {
    what: "a folder for a kubeconfig",
    typed: "status shop",
    env: {KUBECONFIG: "/tmp"},
    says: "Error: kubeconfig /tmp cannot be read: EISDIR: illegal operation on a directory, read",
  },
  {
    what: "a current context that is gone",
    ...config('{"current-context": "gone"}'),
    says: "Error: kube context gone does not exist (known: none). Type: kubectl config get-contexts",
  },
  {
    what: "a context that is none",
    typed: "status shop --kube-context prod",
    cluster: STABLE,
    says: "Error: kube context prod does not exist (known: stub). Type: kubectl config get-contexts",
  },
  {
    what: "an address that is no URL",
    ...server("not a url"),
    says: 'Error: the address "not a url" of cluster djcd is no URL. Look at: kubectl config view --minify',
  },
  {
    what: "nobody at the address",
    ...server("http://127.0.0.1:1"),
    says: "Error: the cluster at http://127.0.0.1:1 cannot be reached (connect ECONNREFUSED 127.0.0.1:1). Look at: kubectl config current-context",
  },
  {
    what: "a proxy on the way that is not there",
    ...server("https://api.cluster.invalid:6443", {HTTPS_PROXY: "http://ann:s3cret@127.0.0.1:1"}),
    says: "Error: the cluster at https://api.cluster.invalid:6443 cannot be reached through the proxy http://127.0.0.1:1 (connect ECONNREFUSED 127.0.0.1:1). Look at proxy-url of that cluster in your kubeconfig, and at HTTPS_PROXY and NO_PROXY",
  },
  {
    what: "a name that nobody has",
    ...server("http://nowhere.invalid"),
    says: "Error: the cluster at http://nowhere.invalid cannot be reached (getaddrinfo ENOTFOUND nowhere.invalid). Look at: kubectl config current-context",
  },
  {
    what: "a certificate authority that is no file",
    ...server("https://127.0.0.1:1", {HELM_KUBECAFILE: "/nowhere/ca"}),
    says: "Error: the credentials for https://127.0.0.1:1 cannot be had: ENOENT: no such file or directory, open '/nowhere/ca'. Look at: kubectl config view --minify",
  },
  {
    what: "TLS, and a server without",
    typed: "status shop",
    cluster: {...STABLE, scheme: "https"},
    says: "Error: https://127.0.0.1:PORT does not speak TLS. Look at the address of the cluster: kubectl config view --minify",
  },
  {
    what: "a server whose certificate nobody knows",
    typed: "status shop",
    cluster: {...STABLE, tls: true},
    says: "Error: the certificate of https://127.0.0.1:PORT is not trusted (self-signed certificate). Look at certificate-authority of that cluster in your kubeconfig, or give --kube-ca-file",
  },
  {
    what: "a server that hangs up",
    typed: "status shop",
    cluster: {...STABLE, answers: () => "hang up"},
    says: "Error: the cluster at http://127.0.0.1:PORT cannot be reached (socket hang up). Look at: kubectl config current-context",
  },
  {
    what: "a login page",
    typed: "status shop",
    cluster: everywhere({status: 200, text: "<html><h1>Log in</h1></html>"}),
    says: 'Error: http://127.0.0.1:PORT does not answer as the API server of a cluster does: it said "Log in". Look at the address of the cluster, and at proxies before it: kubectl config view --minify',
  },
  {
    what: "a redirect",
    typed: "status shop",
    cluster: everywhere({status: 302, text: "", headers: {location: "https://login.example.com"}}),
    says: "Error: http://127.0.0.1:PORT does not answer as the API server of a cluster does: it said 302 and nothing. Look at the address of the cluster, and at proxies before it: kubectl config view --minify",
  },
  {
    what: "a proxy in trouble",
    typed: "status shop",
    cluster: everywhere({status: 502, text: "<title>502 Bad Gateway</title>"}),
    says: 'Error: http://127.0.0.1:PORT does not answer as the API server of a cluster does: it said 502 and "502 Bad Gateway". Look at the address of the cluster, and at proxies before it: kubectl config view --minify',
  },
  {
    what: "an answer that is cut off",
    typed: "status shop",
    cluster: everywhere({status: 200, text: `{"kind": "Secret", "data": {"a": "${CANARY}`}),
    says: "Error: http://127.0.0.1:PORT does not answer as the API server of a cluster does: it said JSON that is no object of Kubernetes. Look at the address of the cluster, and at proxies before it: kubectl config view --minify",
  },
  {
    what: "an empty object",
    typed: "status shop",
    cluster: everywhere({status: 200, text: "{}"}),
    says: "Error: http://127.0.0.1:PORT does not answer as the API server of a cluster does: it said JSON that is no object of Kubernetes. Look at the address of the cluster, and at proxies before it: kubectl config view --minify",
  },
  {
    what: "an API server in trouble",
    typed: "status shop",
    cluster: everywhere(status(500, "InternalError", "etcdserver: request timed out")),
    says: "Error: the API server is in trouble (500: etcdserver: request timed out). Type the command again in a minute",
  },
  {
    what: "an API server that is not there yet",
    typed: "status shop",
    cluster: everywhere(status(503, "ServiceUnavailable", "the server is currently unable to handle the request")),
    says: "Error: the API server is in trouble (503: the server is currently unable to handle the request). Type the command again in a minute",
  },
  {
    what: "an API server that has too much to do",
    typed: "status shop",
    cluster: everywhere(status(429, "TooManyRequests", "too many requests")),
    says: "Error: the API server is in trouble (429: too many requests). Type the command again in a minute",
  },
  {
    what: "a login that has ended",
    typed: "status shop",
    cluster: everywhere(status(401, "Unauthorized", "Unauthorized")),
    says: "Error: the cluster does not know you (401): your login has ended, or the token is wrong. Log in again, then type the command again",
  },
  {
    what: "a Helm that is none",
    typed: "upgrade shop --set-string image.tag=v2",
    cluster: STABLE,
    env: {HELM_BIN: "/nowhere/helm"},
    says: "Error: /nowhere/helm was not found. Install Helm, or set HELM_BIN to its path",
  },
  {
    what: "a Helm that may not be run",
    typed: "upgrade shop --set-string image.tag=v2",
    cluster: STABLE,
    env: {HELM_BIN: "/etc/passwd"},
    says: "Error: /etc/passwd cannot be run (EACCES). Install Helm, or set HELM_BIN to its path",
  },
  {
    what: "a policy against what the end of the rollout writes on the route",
    typed: "promote shop",
    cluster: {
      ...CANDIDATE,
      answers: refusingOnTrial(422, "Invalid", "ValidatingAdmissionPolicy 'no-filters' denied it"),
    },
    code: 4,
    says:
      "Error: the API server refuses what this writes on HTTPRoute shop for blue 0 %, green 100 %: ValidatingAdmissionPolicy 'no-filters' denied it. " +
      "Nothing was changed. Let that policy take it, then type the command again",
  },
  {
    what: "no right to write the route, by rules that a review does not show",
    typed: "promote shop",
    cluster: {
      ...CANDIDATE,
      answers: refusingOnTrial(
        403,
        "Forbidden",
        'httproutes.gateway.networking.k8s.io "shop" is forbidden: User "dev" cannot patch resource "httproutes" in API group "gateway.networking.k8s.io" in the namespace "default"',
      ),
    },
    code: 4,
    says: "Error: you have no right to patch httproutes.gateway.networking.k8s.io in namespace default. The Role that djcd needs, for somebody who may grant it: helm djcd doctor --role -n default",
  },
];
