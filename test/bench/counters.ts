import {spawn} from "node:child_process";
import {once} from "node:events";
import {createInterface} from "node:readline";
import type {World} from "../e2e/world.ts";

/** Requests that the API server has counted since it began, long ones and its own metrics left out. */
export async function countedRequests({kubectl}: World): Promise<number> {
  const metrics = await kubectl("get", "--raw", "/metrics");
  const lines = metrics.split("\n").filter((line) => line.startsWith("apiserver_request_total{"));
  return lines.filter((line) => !/verb="(WATCH|CONNECT)"/.test(line)).reduce((sum, line) => sum + lastWord(line), 0);
}

function lastWord(line: string): number {
  return Number(line.split(" ").at(-1));
}

/** Counts the pods that are made in the namespace from now on. */
export async function watchPods({cluster, namespace}: World): Promise<{stop(): number}> {
  const words = ["get", "pods", "-n", namespace, "--watch-only", "--output-watch-events", "-o", "json"];
  const child = spawn(cluster.kubectl, words, {
    env: {...process.env, KUBECONFIG: cluster.kubeconfig},
    stdio: ["ignore", "pipe", "ignore"],
  });
  let made = 0;
  createInterface({input: child.stdout}).on("line", (line) => {
    if (/^\s*"type": "ADDED"|^\{"type":"ADDED"/.test(line)) made += 1;
  });
  await once(child, "spawn");
  return {
    stop: () => {
      child.kill();
      return made;
    },
  };
}
