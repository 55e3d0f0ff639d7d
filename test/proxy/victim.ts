import {readdirSync, readFileSync} from "node:fs";
import {setTimeout as sleep} from "node:timers/promises";
import type {Moment, Watch} from "./recording.ts";
import type {Write} from "./request.ts";

/** Who dies: the process group of the command, as a CI runner ends it; the Helm that it runs, alone; or both. */
export type Whom = "command" | "helm" | "both";

export interface Kill {
  /** Whether it is now. */
  readonly when: (write: Write, moment: Moment) => boolean;
  readonly whom: Whom;
  readonly signal: NodeJS.Signals;
}

/** Kills once a command that leads a process group of its own, or its Helm. */
export function killer({when, whom, signal}: Kill, command: () => number): Watch {
  let done = false;
  return async (write, moment) => {
    if (done || !when(write, moment)) return undefined;
    done = true;
    const helms = whom === "command" ? [] : helmsOf(command());
    const victims = [...(whom === "helm" ? [] : [-command()]), ...helms];
    for (const victim of victims) send(victim, signal);
    if (signal !== "SIGKILL") return undefined;
    await ended(victims.map(Math.abs));
    return isOf(write, whom) ? "gone" : undefined;
  };
}

function isOf({sender}: Write, whom: Whom): boolean {
  return whom === "both" || (whom === "helm") === (sender === "helm");
}

/** A negative number is a process group, as `kill` has it. */
function send(victim: number, signal: NodeJS.Signals): void {
  try {
    process.kill(victim, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

/** The Helms that a command started: each leads a group of its own, and is its child. */
function helmsOf(command: number): number[] {
  return processes()
    .filter(({name, parent}) => name === "helm" && parent === command)
    .map(({pid}) => pid);
}

/** Waits until processes are gone, or are bodies that their parent has not yet looked at. */
async function ended(pids: readonly number[]): Promise<void> {
  while (processes().some(({pid, state}) => pids.includes(pid) && state !== "Z")) await sleep(5);
}

interface Process {
  readonly pid: number;
  readonly name: string;
  readonly state: string;
  readonly parent: number;
}

function processes(): Process[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readProcess(entry) ?? []);
}

/** `pid (name) state parent ...`; a process may end while it is looked at. */
function readProcess(entry: string): Process | undefined {
  try {
    const [, name = "", state = "", parent = ""] =
      /^\d+ \((.*)\) (\S) (\d+)/.exec(readFileSync(`/proc/${entry}/stat`, "utf8")) ?? [];
    return {pid: Number(entry), name, state, parent: Number(parent)};
  } catch {
    return undefined;
  }
}
