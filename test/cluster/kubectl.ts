import {execa} from "execa";
import type {Cluster} from "./cluster.ts";

/** Runs kubectl as administrator and returns what it prints. */
export async function kubectl(cluster: Cluster, args: string[], input?: string): Promise<string> {
  const {stdout} = await execa(cluster.kubectl, [`--kubeconfig=${cluster.kubeconfig}`, ...args], {
    ...(input === undefined ? {stdin: "ignore" as const} : {input}),
  });
  return stdout;
}

export function apply(cluster: Cluster, objects: object[]): Promise<string> {
  const list = {apiVersion: "v1", kind: "List", items: objects};
  return kubectl(cluster, ["apply", "--server-side", "-f", "-"], JSON.stringify(list));
}
