import {createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse} from "node:http";
import type {AddressInfo, Socket} from "node:net";

export interface TestServer {
  url: string;
  /** Requests that reached it, by path. */
  seen: Map<string, number>;
  close(): void;
}

/** A server on loopback that misbehaves as told, and counts what reached it. */
export function serve(listener: RequestListener): Promise<TestServer> {
  const seen = new Map<string, number>();
  const server = createServer((request, response) => {
    seen.set(request.url ?? "", (seen.get(request.url ?? "") ?? 0) + 1);
    listener(request, response);
  });
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve({url: urlOf(server.address() as AddressInfo), seen, close}));
  });
}

function urlOf({port}: AddressInfo): string {
  return `http://127.0.0.1:${port}`;
}

/** A small shop that does everything right, as the version and in the slot given. */
export function goodShop(version: string, slot: string): RequestListener {
  return (request, response) => {
    response.setHeader("X-Shop-Version", version).setHeader("X-Shop-Slot", slot);
    if (request.method === "POST") return takeOrder(request.headers, response);
    response.setHeader("Set-Cookie", "csrftoken=abc; Path=/; Secure");
    response.end('<input name="csrfmiddlewaretoken" value="xyz">');
  };
}

function takeOrder(headers: IncomingHttpHeaders, response: ServerResponse): void {
  const isTrusted = headers.cookie === "csrftoken=abc" && headers.origin === "https://shop.test";
  response.writeHead(isTrusted ? 302 : 403, {Location: "/orders/1/"}).end();
}

/** Answers the first request of each connection, and resets the connection at the second. */
export function resetsOnReuse(): RequestListener {
  const used = new WeakSet<Socket>();
  return (request, response) => {
    if (used.has(request.socket)) return void request.socket.resetAndDestroy();
    used.add(request.socket);
    response.end("ok");
  };
}
