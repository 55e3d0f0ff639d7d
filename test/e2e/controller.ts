import {join} from "node:path";
import {execa} from "execa";
import {temporaryFolder} from "../temporary-folder.ts";
import type {World} from "./world.ts";

export interface Controller {
  /** What went wrong, if anything did: a controller says so and tries again. */
  readonly troubles: readonly string[];
  stop(): Promise<void>;
}

const FILES = ["front", "blue", "green"] as const;

/**
 * Does what Argo CD and Flux do, and is neither: it follows a branch, and at each commit renders the chart of each
 * application with its values file, applies what comes out, and prunes what does not come out any more.
 */
export function startController(world: World, repository: string, path: string): Controller {
  const clone = temporaryFolder("controller");
  const troubles: string[] = [];
  let isStopped = false;
  let applied = "";

  const git = async (...words: string[]): Promise<string> => (await execa("git", words, {cwd: clone})).stdout;

  const sync = async (): Promise<void> => {
    await git("fetch", "--quiet", "origin");
    const head = await git("rev-parse", "origin/main");
    if (head === applied) return;
    await git("reset", "--quiet", "--hard", head);
    for (const file of FILES) await applyOne(world, join(clone, path), file);
    applied = head;
  };

  const loop = async (): Promise<void> => {
    await execa("git", ["clone", "--quiet", repository, clone]);
    while (!isStopped) {
      await sync().catch((error: Error) => troubles.push(error.message));
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  };

  const running = loop();
  return {
    troubles,
    stop: async () => {
      isStopped = true;
      await running;
    },
  };
}

/** One application: the set that is pruned is its own, so that none deletes what another made. */
async function applyOne({cluster, namespace}: World, folder: string, file: (typeof FILES)[number]): Promise<void> {
  const release = file === "front" ? "shop" : `shop-${file}`;
  const values = join(folder, `${file}.yaml`);
  const words = ["template", release, join(folder, "charts", file), "-n", namespace, "-f", values, "--no-hooks"];
  const {stdout} = await execa(cluster.helm3, [...words, "--kube-version", "1.34.0"]);
  const flags = ["-n", namespace, "--prune", `--applyset=configmaps/applied-${file}`, "-f", "-"];
  const env = {KUBECONFIG: cluster.kubeconfig, KUBECTL_APPLYSET: "true"};
  await execa(cluster.kubectl, ["apply", ...flags], {env, input: stdout});
}
