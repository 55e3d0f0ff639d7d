import {cpus, totalmem} from "node:os";
import {execa} from "execa";
import type {World} from "../e2e/world.ts";

/** Where it was measured, in lines. */
export async function describeMachine({cluster, kubectl}: World, rate: number): Promise<string[]> {
  const version = async (helm: string): Promise<string> =>
    (await execa(helm, ["version", "--template", "{{.Version}}"])).stdout;
  const server = JSON.parse(await kubectl("get", "--raw", "/version")) as {gitVersion: string};
  const {versions} = await import("../cluster/versions.ts");
  return [
    `Machine: ${cpus().length} cores (${cpus()[0]?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, for everything: cluster, load and commands`,
    `Kubernetes ${server.gitVersion}, Traefik ${versions.traefik}, Helm ${await version(cluster.helm4)}, Node ${process.version}`,
    `Load: ${rate} GET a second, and orders`,
  ];
}
