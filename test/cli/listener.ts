import {readFileSync} from "node:fs";
import {createServer} from "node:https";
import type {AddressInfo} from "node:net";
import {join} from "node:path";
import {execa} from "execa";
import {temporaryFolder} from "../temporary-folder.ts";

/** What a client showed of itself to an API server. */
export interface Seen {
  readonly authorization: string | undefined;
  readonly asUser: string | undefined;
  readonly asGroups: readonly string[];
}

/** Stands where an API server would and remembers who asked; what it has no answer to is refused, which ends the client. */
export interface Listener {
  readonly url: string;
  /** File of the certificate, which is its own authority. */
  readonly certificate: string;
  readonly seen: Seen[];
  readonly paths: string[];
  /** How many handshakes there were. */
  connections(): number;
  close(): void;
}

/** Starts a listener on loopback whose certificate holds for one name: client-go sends credentials over TLS alone. */
export async function listen(
  name = "IP:127.0.0.1",
  answer: (path: string) => unknown = () => undefined,
): Promise<Listener> {
  const seen: Seen[] = [];
  const files = await selfSigned(name);
  const paths: string[] = [];
  const server = createServer(
    {key: readFileSync(files.key), cert: readFileSync(files.certificate)},
    ({headers, url = ""}, response) => {
      const path = decodeURIComponent(url);
      paths.push(path);
      seen.push({
        authorization: headers.authorization,
        asUser: headers["impersonate-user"] as string | undefined,
        // Helm says each group twice.
        asGroups: [...new Set(`${headers["impersonate-group"] ?? ""}`.split(", ").filter(Boolean))],
      });
      const found = answer(path);
      response.writeHead(found ? 200 : 403, {"content-type": "application/json"});
      if (found) return response.end(JSON.stringify(found));
      response.end(
        JSON.stringify({
          kind: "Status",
          apiVersion: "v1",
          status: "Failure",
          code: 403,
          reason: "Forbidden",
          message: "refused",
        }),
      );
    },
  );
  let connections = 0;
  server.on("secureConnection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    certificate: files.certificate,
    seen,
    paths,
    connections: () => connections,
    close: () => void server.close(),
  };
}

/** The file that leads a client to a listener. */
export function kubeconfigOf({url, certificate}: Listener): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    "current-context": "c",
    clusters: [{name: "c", cluster: {server: url, "certificate-authority": certificate}}],
    users: [{name: "c", user: {token: "t"}}],
    contexts: [{name: "c", context: {cluster: "c", user: "c"}}],
  });
}

/** Key and certificate of a server, whose certificate is its own authority. */
export async function selfSigned(name: string): Promise<{key: string; certificate: string}> {
  const folder = temporaryFolder("tls");
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const names = ["-subj", "/CN=listener", "-addext", `subjectAltName=${name}`, "-days", "2"];
  await execa("openssl", ["req", "-x509", ...curve, ...names, "-keyout", key, "-out", certificate]);
  return {key, certificate};
}
