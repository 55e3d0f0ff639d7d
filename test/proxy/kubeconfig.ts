import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {temporaryFolder} from "../temporary-folder.ts";

/** The API server behind the proxy, and how it lets us in. */
export interface Upstream {
  readonly server: string;
  readonly authority?: string;
  readonly token?: string;
}

interface Kubeconfig {
  readonly "current-context": string;
  readonly contexts: readonly {readonly name: string; readonly context: object}[];
  readonly clusters: readonly {readonly cluster: {server: string; "certificate-authority-data"?: string}}[];
  readonly users: readonly {readonly name: string; readonly user: {token?: string}}[];
}

/** The API server of the test cluster's kubeconfig, which is JSON and has one of everything. */
export function upstreamOf(kubeconfig: string): Upstream {
  const {clusters, users} = JSON.parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const {server, "certificate-authority-data": authority} = clusters[0]?.cluster ?? {server: ""};
  const token = users[0]?.user.token;
  return {
    server,
    ...(authority && {authority: Buffer.from(authority, "base64").toString()}),
    ...(token && {token}),
  };
}

/** A kubeconfig that leads to the proxy. No credentials are in it: the proxy adds them. */
export function writeKubeconfig(server: string): string {
  const file = join(temporaryFolder("proxy"), "kubeconfig");
  const name = "proxy";
  const config = {
    apiVersion: "v1",
    kind: "Config",
    "current-context": name,
    clusters: [{name, cluster: {server}}],
    users: [{name, user: {}}],
    contexts: [{name, context: {cluster: name, user: name}}],
  };
  writeFileSync(file, JSON.stringify(config, null, 2));
  return file;
}
