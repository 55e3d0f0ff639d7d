import {createServer, request} from "node:http";
import {type AddressInfo, connect} from "node:net";

/** A proxy on loopback that leads every name to one port of this machine, and remembers what it was asked for. */
export interface RecordingProxy {
  readonly url: string;
  /** `CONNECT host:port`, or `GET url` of what it forwards. */
  readonly asked: string[];
  readonly logins: (string | undefined)[];
  close(): void;
}

/** Starts one; with `refuses` it answers that status to everything. */
export async function recordingProxy(target: string, refuses?: number): Promise<RecordingProxy> {
  const asked: string[] = [];
  const logins: (string | undefined)[] = [];
  const port = Number(new URL(target).port);
  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method} ${incoming.url}`);
    logins.push(incoming.headers["proxy-authorization"]);
    const {pathname, search} = new URL(incoming.url ?? "");
    const options = {port, host: "127.0.0.1", path: `${pathname}${search}`, headers: incoming.headers};
    const forwarded = request(options, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    forwarded.on("error", () => response.destroy());
    incoming.pipe(forwarded);
  });
  server.on("connect", ({url, headers}, socket) => {
    asked.push(`CONNECT ${url}`);
    logins.push(headers["proxy-authorization"]);
    socket.on("error", () => undefined);
    if (refuses) return socket.end(`HTTP/1.1 ${refuses} No\r\n\r\n`);
    const onward = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      onward.pipe(socket).pipe(onward);
    });
    onward.on("error", () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port: own} = server.address() as AddressInfo;
  return {url: `http://127.0.0.1:${own}`, asked, logins, close: () => void server.close()};
}
