import {join} from "node:path";
import {execa} from "execa";
import {HOME} from "../cli/plugin.ts";
import {type ApiProxy, type Moment, named, type Recording, type Write} from "../proxy/proxy.ts";
import {type Kill, killer} from "../proxy/victim.ts";
import type {Major, World} from "./world.ts";

/** A write of a command, by its name, and whether the kill comes before it, when it is done, or when that was said. */
export interface Point {
  readonly write: string;
  readonly moment: Moment;
}

export interface Ended {
  /** Where it was killed; nothing where it ended by itself. */
  readonly killed: Point | undefined;
  readonly code: number | undefined;
  /** All that it printed. */
  readonly printed: string;
  readonly recording: Recording;
}

/** Whether a command was killed with nothing left to do: the lock is given back last. */
export function gaveBack({write, moment}: Point): boolean {
  return write === "djcd: DELETE leases/djcd-shop" && moment !== "before";
}

/** Types a command as a pipeline would, in a process group of its own, and kills it the first time that it is meant to. */
export async function typeAndKill(
  {namespace, cluster}: World,
  helm: Major,
  proxy: ApiProxy,
  words: readonly string[],
  isMeant: Kill["when"],
  how: Pick<Kill, "whom" | "signal"> = {whom: "command", signal: "SIGKILL"},
): Promise<Ended> {
  let killed: Point | undefined;
  const when = (write: Write, moment: Moment): boolean => {
    const isNow = isMeant(write, moment);
    if (isNow) killed ??= {write: named(write), moment};
    return isNow;
  };
  const recording = proxy.record(killer({when, ...how}, () => command.pid as number));
  const command = execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), "-n", namespace, ...words], {
    env: {KUBECONFIG: proxy.kubeconfig, HELM_BIN: cluster[helm]},
    detached: true,
    all: true,
    reject: false,
    stdin: "ignore",
  });
  const {exitCode, all} = await command;
  return {killed, code: exitCode, printed: all, recording};
}
