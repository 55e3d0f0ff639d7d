import {spawn} from "node:child_process";
import {once} from "node:events";
import {mkdir, open, readFile, writeFile} from "node:fs/promises";
import {setTimeout as sleep} from "node:timers/promises";
import {inRun} from "../paths.ts";
import {identity, isAlive} from "./identity.ts";

/** A process of the cluster: it lives on after the command that started it. */
export interface Component {
  name: string;
  /** Writes the configuration it reads. */
  prepare?(): Promise<unknown>;
  command(): string[] | Promise<string[]>;
  ready(): Promise<boolean>;
  user?(): Promise<{uid: number; gid: number}>;
  env?: Record<string, string>;
}

const PATIENCE = 90_000;

export async function launch(component: Component): Promise<void> {
  await component.prepare?.();
  const pid = await start(component);
  await writeFile(pidFile(component.name), `${(await identity(pid)) ?? ""}\n`);
  await untilReady(component);
}

export async function isRunning(name: string): Promise<boolean> {
  const recorded = await readFile(pidFile(name), "utf8").catch(() => undefined);
  return recorded !== undefined && isAlive(recorded);
}

export async function untilReady(component: Pick<Component, "name" | "ready">): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  while (!(await component.ready())) {
    if (!(await isRunning(component.name))) throw await failure(component.name, "ended");
    if (Date.now() > deadline) throw await failure(component.name, `is not ready after ${PATIENCE / 1000} s`);
    await sleep(100);
  }
}

async function start({name, command, user, env}: Component): Promise<number> {
  const [file = "", ...args] = await command();
  await mkdir(inRun("logs"), {recursive: true});
  await mkdir(inRun("pids"), {recursive: true});
  const log = await open(logFile(name), "a");
  const child = spawn(file, args, {
    detached: true,
    stdio: ["ignore", log.fd, log.fd],
    cwd: "/",
    env: {...withoutProxies(process.env), ...env},
    ...(await user?.()),
  });
  await once(child, "spawn");
  await log.close();
  child.unref();
  return child.pid as number;
}

/** Components talk to each other on addresses that no proxy reaches. */
function withoutProxies(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/_proxy$/i.test(name)));
}

async function failure(name: string, what: string): Promise<Error> {
  const log = await readFile(logFile(name), "utf8");
  const end = log.trimEnd().split("\n").slice(-15).join("\n");
  return new Error(`${name} ${what}. The end of ${logFile(name)}:\n${end}`);
}

const pidFile = (name: string) => inRun("pids", name);
const logFile = (name: string) => inRun("logs", `${name}.log`);
