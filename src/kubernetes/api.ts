import type {KubeConfig} from "@kubernetes/client-node/dist/config.js";
import {readLines} from "./body.ts";
import {keepConnections} from "./connections.ts";
import {isKubernetes, notKubernetes} from "./not-kubernetes.ts";
import {open, request, type SendOptions, type Server, serverOf} from "./send.ts";
import type {HelmSettings} from "./settings.ts";

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
