import {createHash} from "node:crypto";
import {readFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import type {AddressInfo} from "node:net";

/** A chart repository and an OCI registry that hold one package, for pulling alone. */
export interface ChartRepository {
  readonly url: string;
  readonly registry: string;
  close(): void;
}

interface Package {
  readonly name: string;
  readonly version: string;
  readonly file: string;
}

/** Serves a package as `helm repo` and as a registry would. */
export async function serveChart({name, version, file}: Package): Promise<ChartRepository> {
  const packed = readFileSync(file);
  const config = Buffer.from(JSON.stringify({name, version, apiVersion: "v2"}));
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      config: blob("application/vnd.cncf.helm.config.v1+json", config),
      layers: [blob("application/vnd.cncf.helm.chart.content.v1.tar+gzip", packed)],
    }),
  );
  const index = JSON.stringify({
    apiVersion: "v1",
    entries: {[name]: [{name, version, apiVersion: "v2", urls: [`${name}.tgz`]}]},
  });
  const type = "application/vnd.oci.image.manifest.v1+json";
  const answers: Readonly<Record<string, readonly [string, Buffer]>> = {
    "/index.yaml": ["text/yaml", Buffer.from(index)],
    [`/${name}.tgz`]: ["application/gzip", packed],
    "/v2/": ["application/json", Buffer.from("{}")],
    [`/v2/${name}/tags/list`]: ["application/json", Buffer.from(JSON.stringify({name, tags: [version]}))],
    [`/v2/${name}/manifests/${version}`]: [type, manifest],
    [`/v2/${name}/manifests/${digest(manifest)}`]: [type, manifest],
    [`/v2/${name}/blobs/${digest(config)}`]: ["application/octet-stream", config],
    [`/v2/${name}/blobs/${digest(packed)}`]: ["application/octet-stream", packed],
  };
  const server = await listening(answers);
  const {port} = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    registry: `oci://127.0.0.1:${port}/${name}`,
    close: () => void server.close(),
  };
}

async function listening(answers: Readonly<Record<string, readonly [string, Buffer]>>): Promise<Server> {
  const server = createServer(({url = "", method}, response) => {
    const [type, body] = answers[url.split("?")[0] ?? ""] ?? ["", undefined];
    response.writeHead(body ? 200 : 404, {
      "content-type": type,
      ...(body ? {"content-length": body.length, "docker-content-digest": digest(body)} : {}),
    });
    response.end(method === "HEAD" ? undefined : body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

function digest(content: Buffer): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

function blob(mediaType: string, content: Buffer) {
  return {mediaType, digest: digest(content), size: content.length};
}
