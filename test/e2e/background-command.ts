import {join} from "node:path";
import {execa} from "execa";
import {HOME} from "../cli/plugin.ts";
import type {World} from "./world.ts";

/** A command that runs while a test does something else. */
export interface Background {
  /** Resolves when it has ended: with its exit code, and all that it printed. */
  readonly ended: Promise<{readonly code: number | undefined; readonly printed: string}>;
  /** Ends it without a word. */
  kill(): void;
}

/** Types a command of djcd as somebody else does, on another machine; `env` is what is different there. */
export function inBackground(
  {namespace, cluster}: World,
  env: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Background {
  const command = execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), "-n", namespace, ...words], {
    env: {KUBECONFIG: cluster.kubeconfig, HELM_BIN: cluster.helm4, ...env},
    all: true,
    reject: false,
    stdin: "ignore",
  });
  return {
    ended: command.then(({exitCode, all}) => ({code: exitCode, printed: all})),
    kill: () => void command.kill("SIGKILL"),
  };
}
