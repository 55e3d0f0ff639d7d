import {join} from "node:path";
import {execa} from "execa";
import {HOME} from "../cli/plugin.ts";
import {type ApiProxy, type Moment, named, type Recording, type Write} from "../proxy/proxy.ts";
import {ended, type Kill, killer} from "../proxy/victim.ts";
import type {World} from "./world.ts";

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

/** Types a command as a pipeline would, in a process group of its own, and kills it at the first of the points that it comes to. */
export async function typeAndKill(
  {namespace, cluster}: World,
  helm: string,
  proxy: ApiProxy,
  words: readonly string[],
  points: readonly Point[],
  how: Pick<Kill, "whom" | "signal"> = {whom: "command", signal: "SIGKILL"},
): Promise<Ended> {
  let killed: Point | undefined;
  let orphans: readonly number[] = [];
  const when = (write: Write, moment: Moment): boolean => {
    killed ??= points.find((point) => point.write === named(write) && point.moment === moment);
    return killed !== undefined;
  };
  const recording = proxy.record(
    killer(
      {when, ...how},
      () => command.pid ?? 0,
      (helms) => {
        orphans = helms;
      },
    ),
  );
  const command = execa(process.execPath, [join(HOME, "bin", "djcd.mjs"), "-n", namespace, ...words], {
    env: {KUBECONFIG: proxy.kubeconfig, HELM_BIN: cluster[helm as "helm3" | "helm4"]},
    detached: true,
    all: true,
    reject: false,
    stdin: "ignore",
  });
  const {exitCode, all} = await command;
  // A Helm that outlives its command ends what it does.
  await ended(orphans);
  return {killed, code: exitCode, printed: all, recording};
}
