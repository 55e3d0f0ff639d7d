import {readFile} from "node:fs/promises";
import {createServer} from "node:http";
import type {AddressInfo} from "node:net";
import {basename, join} from "node:path";

/** A folder's files over HTTP on loopback. Helm 3 installs only what is told to be application/gzip. */
export interface Served {
  readonly url: string;
  close(): void;
}

export async function serveFolder(folder: string): Promise<Served> {
  const server = createServer(async ({url = ""}, response) => {
    const content = await readFile(join(folder, basename(url))).catch(() => undefined);
    response
      .writeHead(content ? 200 : 404, {"content-type": url.endsWith(".tgz") ? "application/gzip" : "text/plain"})
      .end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  return {url: `http://127.0.0.1:${port}`, close: () => void server.close()};
}
