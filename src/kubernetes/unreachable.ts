import {DjcdError} from "../errors.ts";

type Words = (server: string, message: string) => string;

const cannotBeReached: Words = (server, message) =>
  `the cluster at ${server} cannot be reached (${message}). Look at: kubectl config current-context`;

const isNotTrusted: Words = (server, message) =>
  `the certificate of ${server} is not trusted (${message}). Look at certificate-authority of that cluster in your kubeconfig, or give --kube-ca-file`;

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

/** A cluster that cannot be asked is named, with what to look at; every other error stays as it is. */
export function unreachable(server: string, error: NodeJS.ErrnoException): Error {
  const words = WORDS[error.code ?? ""];
  return words ? new DjcdError(words(server, firstLine(error.message)), {cause: error}) : error;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
