import {type ChildProcess, fork} from "node:child_process";
import {once} from "node:events";
import {createRequire} from "node:module";
import {fileURLToPath, pathToFileURL} from "node:url";
import type {Order, Word} from "./messages.ts";
import {type LoadOptions, settingsOf} from "./options.ts";
import type {Report} from "./report.ts";

export {formatReport} from "./format.ts";
export type {LoadOptions} from "./options.ts";
export {type Failure, lastSeen, type Report, totals} from "./report.ts";

const PROCESS = fileURLToPath(new URL("./process.ts", import.meta.url));
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** Load that is running in a process of its own. */
export interface Load {
  /** Begins a new phase in the counts; resolves when it has begun. */
  mark(name: string): Promise<void>;
  snapshot(): Promise<Report>;
  /** Sends nothing more, waits for what is in flight, and tells all. */
  stop(): Promise<Report>;
  /** Resolves when the load has ended, asked to or by itself. */
  readonly ended: Promise<Report>;
}

/** Starts the load generator as a child process, and resolves when it sends requests. */
export async function startLoad(options: LoadOptions): Promise<Load> {
  const child = fork(PROCESS, [JSON.stringify(settingsOf(options))], {execArgv: ["--import", TSX]});
  const ended = lastReport(child);
  await Promise.race([once(child, "message"), ended]);
  return remoteControl(child, ended);
}

function remoteControl(child: ChildProcess, ended: Promise<Report>): Load {
  let orders = 0;
  const order = (wish: {do: "mark"; name: string} | {do: "snapshot"} | {do: "stop"}): Promise<Report> => {
    orders += 1;
    return Promise.race([obeyed(child, {id: orders, ...wish}), ended]);
  };
  return {
    mark: async (name) => void (await order({do: "mark", name})),
    snapshot: () => order({do: "snapshot"}),
    stop: () => order({do: "stop"}),
    ended,
  };
}

function obeyed(child: ChildProcess, order: Order): Promise<Report> {
  return new Promise((resolve) => {
    const hear = (word: Word) => {
      if (word.is !== "done" || word.id !== order.id) return;
      child.off("message", hear);
      resolve(word.report);
    };
    child.on("message", hear);
    // An order that comes too late is answered by the last report.
    if (child.connected) child.send(order, () => {});
  });
}

function lastReport(child: ChildProcess): Promise<Report> {
  const report = new Promise<Report>((resolve, reject) => {
    child.on("message", (word: Word) => word.is === "ended" && resolve(word.report));
    child.on("exit", (code, signal) => {
      const died = (): void => reject(new Error(`the load generator died (${signal ?? `exit code ${code}`})`));
      // Its last word may still be on its way: a process is heard of sooner than what it said.
      if (child.connected) child.once("disconnect", () => setImmediate(died));
      else setImmediate(died);
    });
  });
  // Whoever waits for it is told; nobody has to wait.
  report.catch(() => {});
  return report;
}
