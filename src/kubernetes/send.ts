import type {ClientRequest, IncomingMessage, RequestOptions} from "node:http";
import * as http from "node:http";
import * as https from "node:https";
import type {KubeConfig} from "@kubernetes/client-node/dist/config.js";
import {DjcdError} from "../errors.ts";
import {ApiError} from "./api-error.ts";
import {collect} from "./body.ts";
import type {Connections} from "./connections.ts";
import {isKubernetes, notKubernetes} from "./not-kubernetes.ts";
import type {HelmSettings} from "./settings.ts";
import {requestThrough} from "./through-proxy.ts";
import {Unreachable, unreachable} from "./unreachable.ts";

/** What goes with a request. */
export interface SendOptions {
  readonly body?: unknown;
  readonly contentType?: string;
  readonly accept?: string;
  readonly signal?: AbortSignal;
}

/** Where requests go, and as whom. */
export interface Server {
  readonly config: KubeConfig;
  readonly settings: HelmSettings;
  readonly connections: Connections;
}

/** Sends a request, and reads its answer whole. */
export async function request(server: Server, method: string, path: string, options: SendOptions): Promise<Answer> {
  const response = await open(server, method, path, options);
  const text = await collect(response).catch((error) => Promise.reject(unreachableAt(server.config, error)));
  return {text, date: response.headers.date};
}

/** Sends a request; gives an answer that is a success, of which nothing was read yet. */
export async function open(
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
  throw refused(server, {method, path}, status, await collect(answer).catch(lost));
}

function unreachableAt(config: KubeConfig, error: Error): Error {
  return unreachable(serverOf(config), error, config.getCurrentCluster()?.proxyUrl);
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

function refused(server: string, {method, path}: Asked, status: number, text: string): Error {
  // A group that the cluster does not serve is answered by "404 page not found", and no object.
  if (status === 404) return new ApiError(method, path, 404, "not found");
  if (!isKubernetes(text)) return notKubernetes(server, text, status);
  return new ApiError(method, path, status, (JSON.parse(text) as {message?: string}).message ?? "");
}

/** The address of the server, as its kubeconfig has it. */
export function serverOf(config: KubeConfig): string {
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
