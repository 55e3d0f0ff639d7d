import type {ClientRequest, IncomingMessage, RequestOptions} from "node:http";
import * as http from "node:http";
import * as https from "node:https";
import type {KubeConfig} from "@kubernetes/client-node/dist/config.js";
import {DjcdError} from "../errors.ts";
import {collect, readLines} from "./body.ts";
import {type Connections, keepConnections} from "./connections.ts";
import {isKubernetes, notKubernetes} from "./not-kubernetes.ts";
import type {HelmSettings} from "./settings.ts";
import {requestThrough} from "./through-proxy.ts";
import {Unreachable, unreachable} from "./unreachable.ts";

/** An answer of the API server that is not a success. */
export class ApiError extends Error {
  readonly status: number;
  /** What the server said, without the request. */
  readonly said: string;

  constructor(method: string, path: string, status: number, said: string) {
    super(`${method} ${path.split("?")[0]}: ${status} ${said}`);
    this.name = "ApiError";
    this.status = status;
    this.said = said;
  }
}

/** The few requests that djcd makes, by path: a thousand generated methods would cost start-up time. */
export interface Api {
  get<T>(path: string, accept?: string): Promise<T>;
  text(path: string): Promise<string>;
  /** Hears what changes in a list, line by line, until the stream ends: by the server, on the way, or by the signal. */
  watch(path: string, hear: (event: unknown) => void, signal: AbortSignal): Promise<void>;
  /** What the API server's clock says; nothing where it does not tell. */
  serverTime(): Promise<Date | undefined>;
  create<T>(path: string, body: unknown): Promise<T>;
  replace<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, type: PatchType, body: unknown): Promise<T>;
  /** Asks whether that would be taken, by everyone who has a say; nothing is written. */
  tryCreate(path: string, body: unknown): Promise<void>;
  tryPatch(path: string, type: PatchType, body: unknown): Promise<void>;
  /** Only as it was read, where its resourceVersion is given. */
  remove(path: string, resourceVersion?: string): Promise<void>;
}

export type PatchType = "json-patch" | "merge-patch";

/** Our writes carry their own field manager, so that `kubectl get --show-managed-fields` says who moved a weight. */
const MANAGER = "fieldManager=djcd";

/** A client of the cluster that Helm would talk to. */
export function connect(config: KubeConfig, settings: HelmSettings): Api {
  const server: Server = {config, settings, connections: keepConnections()};
  const send = async (method: string, path: string, options: SendOptions = {}): Promise<string> =>
    (await request(server, method, path, options)).text;
  const json = async <T>(method: string, path: string, options: SendOptions = {}): Promise<T> => {
    const text = await send(method, path, options);
    if (!isKubernetes(text)) throw notKubernetes(serverOf(config), text);
    return JSON.parse(text) as T;
  };
  return {
    get: (path, accept) => json("GET", path, accept ? {accept} : {}),
    text: (path) => send("GET", path, {accept: "*/*"}),
    watch: async (path, hear, signal) =>
      readLines(await open(server, "GET", path, {signal}), (line) => hear(JSON.parse(line))),
    serverTime: async () => readDate((await request(server, "GET", "/version", {})).date),
    create: (path, body) => json("POST", withManager(path), {body}),
    replace: (path, body) => json("PUT", withManager(path), {body}),
    patch: (path, type, body) => json("PATCH", withManager(path), {body, contentType: `application/${type}+json`}),
    tryCreate: async (path, body) => void (await json("POST", dryRun(path), {body})),
    tryPatch: async (path, type, body) =>
      void (await json("PATCH", dryRun(path), {body, contentType: `application/${type}+json`})),
    remove: async (path, resourceVersion) => {
      const preconditions = resourceVersion && {preconditions: {resourceVersion}};
      await send("DELETE", path, {body: {propagationPolicy: "Background", ...preconditions}});
    },
  };
}

function readDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}

function withManager(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${MANAGER}`;
}

function dryRun(path: string): string {
  return withManager(`${path}${path.includes("?") ? "&" : "?"}dryRun=All`);
}

interface SendOptions {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** Where requests go, and as whom. */
interface Server {
  readonly config: KubeConfig;
  readonly settings: HelmSettings;
  readonly connections: Connections;
}

async function request(server: Server, method: string, path: string, options: SendOptions): Promise<Answer> {
  const response = await open(server, method, path, options);
  const text = await collect(response).catch((error) => Promise.reject(unreachableAt(server.config, error)));
  return {text, date: response.headers.date};
}

/** Sends a request; gives an answer that is a success, of which nothing was read yet. */
async function open(
  {config, settings, connections}: Server,
  method: string,
  path: string,
  options: SendOptions,
): Promise<IncomingMessage> {
  const server = serverOf(config);
  const url = new URL(`${server}${path}`);
  const {signal} = options;
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const call: https.RequestOptions = {
    ...{method, timeout: 30_000, headers: headers(options, body, settings)},
    ...(signal && {signal}),
  };
  await addCredentials(config, call);
  const lost = (error: Error): Promise<never> => Promise.reject(unreachableAt(config, error));
  const answer = await exchange(url, connections(call), body, config.getCurrentCluster()?.proxyUrl).catch(lost);
  const status = answer.statusCode ?? 0;
  if (status < 300) return answer;
  throw refused(server, `${method} ${path}`, status, await collect(answer).catch(lost));
}

function unreachableAt(config: KubeConfig, error: Error): Error {
  return unreachable(serverOf(config), error, config.getCurrentCluster()?.proxyUrl);
}

function refused(server: string, asked: string, status: number, text: string): Error {
  const [method = "", path = ""] = asked.split(" ");
  // A group that the cluster does not serve is answered by "404 page not found", and no object.
  if (status === 404) return new ApiError(method, path, 404, "not found");
  if (!isKubernetes(text)) return notKubernetes(server, text, status);
  return new ApiError(method, path, status, (JSON.parse(text) as {message?: string}).message ?? "");
}

function serverOf(config: KubeConfig): string {
  return config.getCurrentCluster()?.server.replace(/\/$/, "") ?? "";
}

/** A kubeconfig names files and programs that may not be there. */
async function addCredentials(config: KubeConfig, call: https.RequestOptions): Promise<void> {
  try {
    await config.applyToHTTPSOptions(call);
  } catch (error) {
    throw new DjcdError(
      `the credentials for ${serverOf(config)} cannot be had: ${(error as Error).message.split("\n")[0]}. Look at: kubectl config view --minify`,
      {cause: error},
    );
  }
}

function headers(options: SendOptions, body: string | undefined, settings: HelmSettings): http.OutgoingHttpHeaders {
  return {
    accept: options.accept ?? "application/json",
    ...(body === undefined
      ? {}
      : {"content-type": options.contentType ?? "application/json", "content-length": Buffer.byteLength(body)}),
    ...(settings.asGroups.length > 0 ? {"impersonate-group": [...settings.asGroups]} : {}),
  };
}

interface Answer {
  readonly text: string;
  readonly date: string | undefined;
}

function exchange(
  url: URL,
  call: RequestOptions,
  body: string | undefined,
  proxy: string | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = url.protocol === "http:" ? openPlain(url, call, proxy, resolve) : https.request(url, call, resolve);
    sent.on("timeout", () =>
      sent.destroy(new Unreachable(`no answer from ${url.origin} in 30 seconds. Type the command again`)),
    );
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The agent that KubeConfig makes is for https only. */
function openPlain(
  url: URL,
  {agent: _, ...call}: RequestOptions,
  proxy: string | undefined,
  answered: (response: IncomingMessage) => void,
): ClientRequest {
  return proxy === undefined ? http.request(url, call, answered) : requestThrough(url, call, proxy, answered);
}

/** The answer, or nothing where the object does not exist. */
export function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  return unless([404], answer);
}

/** Whether a server may answer in a while: it cannot be reached now, or is in trouble itself. */
export function isPassing(error: unknown): error is Error {
  return error instanceof Unreachable || (error instanceof ApiError && (error.status >= 500 || error.status === 429));
}

/** What was made, or replaced as it was read; nothing where another was there first. */
export function unlessThere<T>(writing: Promise<T>): Promise<T | undefined> {
  return unless([409], writing);
}

/** The answer, or nothing where the object does not exist or is not for us to see: that of another team, say. */
export function orHidden<T>(answer: Promise<T>): Promise<T | undefined> {
  return unless([404, 403], answer);
}

async function unless<T>(statuses: readonly number[], answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && statuses.includes(error.status)) return undefined;
    throw error;
  }
}
