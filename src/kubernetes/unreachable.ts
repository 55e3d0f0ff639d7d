import {DjcdError} from "../errors.ts";
import {proxyText} from "./through-proxy.ts";

type Words = (server: string, message: string) => string;

const cannotBeReached: Words = (server, message) =>
  `the cluster at ${server} cannot be reached (${message}). Look at: kubectl config current-context`;

// From Node 24 the message advises a flag of Node, which nobody can give to a plugin of Helm.
const isNotTrusted: Words = (server, message) =>
  `the certificate of ${server} is not trusted (${message.replace(/; if the root CA .*/, "")}). Look at certificate-authority of that cluster in your kubeconfig, or give --kube-ca-file`;

const speaksNoTls: Words = (server) =>
  `${server} does not speak TLS. Look at the address of the cluster: kubectl config view --minify`;

/** What Node says of a connection that did not come about, and what we say. */
const WORDS: Readonly<Record<string, Words>> = {
  ECONNREFUSED: cannotBeReached,
  ECONNRESET: cannotBeReached,
  EHOSTUNREACH: cannotBeReached,
  ENETUNREACH: cannotBeReached,
  ENOTFOUND: cannotBeReached,
  EAI_AGAIN: cannotBeReached,
  EPIPE: cannotBeReached,
  ETIMEDOUT: cannotBeReached,
  EPROTO: speaksNoTls,
  ERR_SSL_WRONG_VERSION_NUMBER: speaksNoTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: speaksNoTls,
  CERT_HAS_EXPIRED: isNotTrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: isNotTrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: isNotTrusted,
  SELF_SIGNED_CERT_IN_CHAIN: isNotTrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: isNotTrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: isNotTrusted,
};

/** A server that does not answer now, and may in a while: it starts anew, or the way to it is cut. */
export class Unreachable extends DjcdError {}

/** A cluster that cannot be asked is named, with what to look at; every other error stays as it is. */
export function unreachable(server: string, error: NodeJS.ErrnoException, proxy?: string): Error {
  if (proxy !== undefined && isOfProxy(error)) return new Unreachable(notThrough(server, proxy, error), {cause: error});
  const words = WORDS[error.code ?? ""];
  if (!words) return error;
  const Kind = words === cannotBeReached ? Unreachable : DjcdError;
  return new Kind(words(server, firstLine(error.message)), {cause: error});
}

/** A proxy that refuses to lead there, or is not there itself. */
function isOfProxy({code, message}: NodeJS.ErrnoException): boolean {
  return /^(Bad response: \d+|Proxy timeout)$/.test(message) || WORDS[code ?? ""] === cannotBeReached;
}

function notThrough(server: string, proxy: string, {message}: Error): string {
  const why = message.replace("Bad response:", "it answers");
  return (
    `the cluster at ${server} cannot be reached through the proxy ${proxyText(proxy)} (${firstLine(why)}). ` +
    "Look at proxy-url of that cluster in your kubeconfig, and at HTTPS_PROXY and NO_PROXY"
  );
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
