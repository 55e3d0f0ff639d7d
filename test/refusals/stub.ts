import {readFileSync} from "node:fs";
import {createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse} from "node:http";
import {createServer as createSecureServer, Server as SecureServer} from "node:https";
import type {AddressInfo} from "node:net";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import type {GrantedRule} from "../../src/kubernetes/rights.ts";
import {selfSigned} from "../cli/listener.ts";
import type {ClusterObjects} from "../fixtures/worlds/api.ts";

/** What an API server says to one request; nothing: what it would say of its objects. */
export type Answers = (request: {method: string; path: string}) => StubAnswer | "hang up" | undefined;

export interface StubAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An API server on loopback that has these objects, knows the lock, and remembers every other write. */
export interface Stub {
  readonly url: string;
  readonly writes: readonly string[];
  readonly asked: readonly string[];
  close(): void;
}

/** Serves the objects of a world over plain HTTP. */
export async function serve(objects: ClusterObjects, answers: Answers = () => undefined, tls = false): Promise<Stub> {
  const writes: string[] = [];
  const asked: string[] = [];
  const leases = new Map<string, KubeObject>();
  const server = await serverOf(tls, async (request, response) => {
    const {method = "GET", url = ""} = request;
    const path = decodeURIComponent(url);
    asked.push(`${method} ${path}`);
    const body = await bodyOf(request);
    // What is only tried is not written.
    const isOurs =
      READS.has(method) || path.includes("dryRun=All") || path.includes("/leases") || path.includes("/selfsubject");
    if (!isOurs) writes.push(`${method} ${path.split("?")[0]}`);
    const answer = answers({method, path});
    if (answer === "hang up") response.destroy();
    else send(response, answer ?? lease(leases, method, path, body) ?? found(objects, method, path, body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {url: addressOf(server), writes, asked, close: () => void server.close()};
}

async function serverOf(tls: boolean, answer: RequestListener): Promise<Server | SecureServer> {
  if (!tls) return createServer(answer);
  const {key, certificate} = await selfSigned("IP:127.0.0.1");
  return createSecureServer({key: readFileSync(key), cert: readFileSync(certificate)}, answer);
}

const READS = new Set(["GET", "HEAD"]);

function addressOf(server: Server | SecureServer): string {
  return `http${server instanceof SecureServer ? "s" : ""}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function send(response: ServerResponse, {status, text, headers}: StubAnswer): void {
  response.writeHead(status, {"content-type": "application/json", ...headers});
  response.end(text);
}

export function ok(body: unknown): StubAnswer {
  return {status: 200, text: JSON.stringify(body)};
}

/** A refusal as Kubernetes words it. */
export function status(code: number, reason: string, message: string): StubAnswer {
  return {
    status: code,
    text: JSON.stringify({kind: "Status", apiVersion: "v1", status: "Failure", code, reason, message}),
  };
}

/** The lock is the one thing that a command may write before it has decided anything. */
function lease(leases: Map<string, KubeObject>, method: string, path: string, body: string): StubAnswer | undefined {
  const [, collection, name = ""] = /^(.*\/leases)(?:\/([^?]+))?/.exec(path) ?? [];
  if (!collection) return undefined;
  if (method === "DELETE") leases.delete(name);
  if (method === "POST" || method === "PUT") {
    const given = JSON.parse(body) as KubeObject;
    leases.set(given.metadata.name, {...given, metadata: {...given.metadata, resourceVersion: `${leases.size + 1}`}});
    return ok(leases.get(given.metadata.name));
  }
  const held = leases.get(name);
  return held ? ok(held) : status(404, "NotFound", `leases "${name}" not found`);
}

const RIGHTS_OF_ALL: readonly GrantedRule[] = [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}];

/** What the API server says to somebody who asks for the own rights. */
export function review(resourceRules: readonly GrantedRule[]): StubAnswer {
  return ok({kind: "SelfSubjectRulesReview", apiVersion: "authorization.k8s.io/v1", status: {resourceRules}});
}

const COLLECTION = /^.*\/namespaces\/[^/]+\/([a-z]+)(?:\/([^?/]+))?[^?]*(?:\?(.*))?$/;

function found(objects: ClusterObjects, method: string, path: string, body: string): StubAnswer {
  if (path.split("?")[0] === "/version") return ok({major: "1", minor: "34", gitVersion: "v1.34.0"});
  if (path.includes("/selfsubjectrulesreviews")) return review(RIGHTS_OF_ALL);
  if (path.includes("dryRun=All")) return ok({kind: "Status", apiVersion: "v1", status: "Success"});
  if (!READS.has(method)) return ok(body ? JSON.parse(body) : {kind: "Status", apiVersion: "v1", status: "Success"});
  const [, plural = "", name, query = ""] = COLLECTION.exec(path) ?? [];
  const all = objects[plural] ?? [];
  if (!name) return ok({kind: "List", apiVersion: "v1", items: all.filter((one) => isSelected(one, query))});
  const one = all.find(({metadata}) => metadata.name === name);
  return one ? ok(one) : status(404, "NotFound", `${plural} "${name}" not found`);
}

/** Selectors as djcd writes them: `a=b`, and `name in (a,b)`. */
function isSelected({metadata}: KubeObject, query: string): boolean {
  const selector = /labelSelector=([^&]*)/.exec(query)?.[1] ?? "";
  const terms = selector.match(/\S+ in \([^)]*\)|[^,]+/g) ?? [];
  return terms.every((term) => {
    const [, key = "", list = ""] = /^(\S+?)(?:=| in \()([^)]*)\)?$/.exec(term) ?? [];
    return list.split(",").includes(metadata.labels?.[key] ?? "");
  });
}
