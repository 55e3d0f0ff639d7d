import {DjcdError} from "../errors.ts";

/** Whether a text can be an answer of an API server: an object that names its kind, or the server's version. */
export function isKubernetes(text: string): boolean {
  try {
    const {kind, gitVersion} = JSON.parse(text) as {kind?: unknown; gitVersion?: unknown};
    return typeof (kind ?? gitVersion) === "string";
  } catch {
    return false;
  }
}

/** Somebody else answered: a proxy, a login page, a server that is starting. */
export function notKubernetes(server: string, text: string, status?: number): DjcdError {
  return new DjcdError(
    `${server} does not answer as the API server of a cluster does: it said ${status ? `${status} and ` : ""}${inShort(text)}. ` +
      "Look at the address of the cluster, and at proxies before it: kubectl config view --minify",
  );
}

/** Pieces of JSON are not shown: they may be of a Secret. */
function inShort(text: string): string {
  const words = text.replace(/<[^>]*>|\s+/g, " ").trim();
  if (words === "") return "nothing";
  return /^[[{]/.test(words) ? "JSON that is no object of Kubernetes" : `"${words.slice(0, 60)}"`;
}
