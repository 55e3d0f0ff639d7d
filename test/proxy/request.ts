/** Who sent a request: by its User-Agent, which our own client does not set. */
export type Sender = "helm" | "djcd" | "kubectl";

/** One request to the API server, as a test names it. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly sender: Sender;
  /** Whether it only asks whether that would be taken. */
  readonly dry: boolean;
}

/** A write, numbered from 1 in the order in which the writes of a record came. */
export interface Write extends Sent {
  readonly number: number;
}

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** What was asked, without the query: it differs between Helm's versions. */
export function sentBy(method: string, url: string, userAgent = ""): Sent {
  const [path = "", query] = url.split("?");
  return {method, path, sender: senderOf(userAgent), dry: new URLSearchParams(query).has("dryRun")};
}

function senderOf(userAgent: string): Sender {
  if (/^helm\//i.test(userAgent)) return "helm";
  return /^kubectl\//.test(userAgent) ? "kubectl" : "djcd";
}

/** Whether it changes the cluster: dry runs do not, and renewals of the lock come by the clock. */
export function isWrite(method: string, url: string): boolean {
  if (!WRITES.has(method) || new URLSearchParams(url.split("?")[1]).has("dryRun")) return false;
  return !(method === "PUT" && url.includes("/leases/"));
}

/** A write in a line, without the namespace, revisions and hashes: the same in every run. */
export function named({sender, method, path}: Sent): string {
  const object = path.replace(/^.*\/namespaces\/[^/]+\//, "");
  return `${sender}: ${method} ${object.replace(/\.v\d+$/, "").replace(/-[0-9a-f]{8}$/, "")}`;
}
