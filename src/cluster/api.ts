import type {ClientRequest, IncomingMessage, RequestOptions} from "node:http";
import * as http from "node:http";
import * as https from "node:https";
import type {KubeConfig} from "@kubernetes/client-node/dist/config.js";
import type {HelmSettings} from "./settings.ts";

/** An answer of the API server that is not a success. */
export class ApiError extends Error {
  readonly status: number;

  constructor(method: string, path: string, status: number, message: string) {
    super(`${method} ${path.split("?")[0]}: ${status} ${message}`);
    this.name = "ApiError";
    this.status = status;
  }
}

/** The few requests that djcd makes, by path: a thousand generated methods would cost start-up time. */
export interface Api {
  get<T>(path: string, accept?: string): Promise<T>;
  text(path: string): Promise<string>;
  create<T>(path: string, body: unknown): Promise<T>;
  replace<T>(path: string, body: unknown): Promise<T>;
  patch<T>(path: string, type: PatchType, body: unknown): Promise<T>;
  remove(path: string): Promise<void>;
}

export type PatchType = "json-patch" | "merge-patch";

/** Our writes carry their own field manager, so that `kubectl get --show-managed-fields` says who moved a weight. */
const MANAGER = "fieldManager=djcd";

/** A client of the cluster that Helm would talk to. */
export function connect(config: KubeConfig, settings: HelmSettings): Api {
  const send = (method: string, path: string, options: SendOptions = {}): Promise<string> =>
    request(config, settings, method, path, options);
  const json = async <T>(method: string, path: string, options: SendOptions = {}): Promise<T> =>
    JSON.parse(await send(method, path, options)) as T;
  return {
    get: (path, accept) => json("GET", path, accept ? {accept} : {}),
    text: (path) => send("GET", path, {accept: "*/*"}),
    create: (path, body) => json("POST", withManager(path), {body}),
    replace: (path, body) => json("PUT", withManager(path), {body}),
    patch: (path, type, body) => json("PATCH", withManager(path), {body, contentType: `application/${type}+json`}),
    remove: async (path) => void (await send("DELETE", path, {body: {propagationPolicy: "Background"}})),
  };
}

function withManager(path: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${MANAGER}`;
}

interface SendOptions {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
}

async function request(
  config: KubeConfig,
  settings: HelmSettings,
  method: string,
  path: string,
  options: SendOptions,
): Promise<string> {
  const url = new URL(`${config.getCurrentCluster()?.server.replace(/\/$/, "")}${path}`);
  const body = options.body === undefined ? undefined : JSON.stringify(options.body);
  const call: https.RequestOptions = {method, timeout: 30_000, headers: headers(options, body, settings)};
  await config.applyToHTTPSOptions(call);
  const answer = await exchange(url, call, body);
  if (answer.status >= 300) throw new ApiError(method, path, answer.status, statusMessage(answer.text));
  return answer.text;
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
  readonly status: number;
  readonly text: string;
}

function exchange(url: URL, call: RequestOptions, body: string | undefined): Promise<Answer> {
  const {request: open} = url.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => {
    // The agent that KubeConfig makes is for https only.
    const sent: ClientRequest = open(url, url.protocol === "http:" ? {...call, agent: undefined} : call, (response) =>
      collect(response).then((text) => resolve({status: response.statusCode ?? 0, text}), reject),
    );
    sent.on("timeout", () => sent.destroy(new Error(`no answer from ${url.origin} in 30 seconds`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

async function collect(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function statusMessage(text: string): string {
  try {
    return (JSON.parse(text) as {message?: string}).message ?? text.slice(0, 300);
  } catch {
    return text.slice(0, 300);
  }
}

/** The answer, or nothing where the object does not exist. */
export async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return undefined;
    throw error;
  }
}
