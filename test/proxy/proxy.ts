import * as http from "node:http";
import * as https from "node:https";
import type {AddressInfo} from "node:net";
import {buffer} from "node:stream/consumers";
import {type Upstream, writeKubeconfig} from "./kubeconfig.ts";
import {Recording, type Watch} from "./recording.ts";
import type {Write} from "./request.ts";

export {upstreamOf} from "./kubeconfig.ts";
export {type Moment, Recording, type Watch} from "./recording.ts";
export {named, type Sent, type Write} from "./request.ts";

/** Stands in front of an API server: counts what is asked, and lets a test act at each moment of each write. */
export interface ApiProxy {
  readonly url: string;
  /** A kubeconfig that leads here. */
  readonly kubeconfig: string;
  /** Begins a new record; only the newest is told. */
  record(watch?: Watch): Recording;
  /** Cuts every connection, and lets none through for so long, in milliseconds. */
  cut(milliseconds: number): void;
  close(): void;
}

/** Starts it on loopback, over plain HTTP as `kubectl proxy` does. */
export async function startProxy(upstream: Upstream): Promise<ApiProxy> {
  let record = new Recording();
  let cutUntil = 0;
  const forward = forwarder(upstream);
  const server = http.createServer((request, response) => {
    if (Date.now() < cutUntil) return void response.destroy();
    pass(record, request, response, forward).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    kubeconfig: writeKubeconfig(url),
    record: (watch) => {
      record = new Recording(watch);
      return record;
    },
    cut: (milliseconds) => {
      cutUntil = Date.now() + milliseconds;
      server.closeAllConnections();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

type Forward = (request: http.IncomingMessage, body?: Buffer) => Promise<http.IncomingMessage>;

function forwarder({server, authority, token}: Upstream): Forward {
  const {request: open, Agent} = server.startsWith("http:") ? http : https;
  const agent = new Agent({keepAlive: true, ...(authority && {ca: authority})});
  return (request, body) =>
    new Promise((resolve, reject) => {
      const {connection: _, host: __, ...headers} = request.headers;
      const sent = open(new URL(request.url ?? "/", server), {
        agent: agent as http.Agent,
        ...(request.method && {method: request.method}),
        headers: {...headers, ...(token && {authorization: `Bearer ${token}`})},
      });
      sent.on("response", resolve).on("error", reject);
      if (body) sent.end(body);
      else request.pipe(sent);
    });
}

async function pass(
  record: Recording,
  request: http.IncomingMessage,
  response: http.ServerResponse,
  forward: Forward,
): Promise<void> {
  const write = record.note(request.method ?? "", request.url ?? "", request.headers["user-agent"]);
  // Whole before anybody is killed: what was sent is done, even where its sender dies.
  const body = write && (await buffer(request));
  const verdict = await record.reached(write, "before");
  if (verdict === "gone") return void response.destroy();
  if (verdict === "refused") return refuse(response);
  const answer = await forward(request, body);
  const {connection: _, ...headers} = answer.headers;
  if (!write) {
    response.writeHead(answer.statusCode ?? 502, headers);
    response.on("close", () => answer.destroy());
    return void answer.pipe(response);
  }
  await passWrite(record, write, response, {status: answer.statusCode ?? 502, headers, body: await buffer(answer)});
}

function refuse(response: http.ServerResponse): void {
  const status = {kind: "Status", apiVersion: "v1", status: "Failure", reason: "Forbidden", code: 403};
  response.writeHead(403, {"content-type": "application/json"});
  response.end(JSON.stringify({...status, message: "refused by a policy of the test"}));
}

interface Answer {
  readonly status: number;
  readonly headers: http.OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** The answer to a write is held back until it is whole: then the API server has done it. */
async function passWrite(
  record: Recording,
  write: Write,
  response: http.ServerResponse,
  {status, headers, body}: Answer,
): Promise<void> {
  if ((await record.reached(write, "done")) === "gone") return void response.destroy();
  const {"transfer-encoding": _, ...rest} = headers;
  response.writeHead(status, {...rest, "content-length": body.length});
  await new Promise<void>((resolve) => response.on("close", resolve).end(body, resolve));
  await record.reached(write, "answered");
}
