import {readFile} from "node:fs/promises";

/** "PID START BOOT": a pid alone may be reused by a stranger. clean.sh compares the same three words. */
export async function identity(pid: number): Promise<string | undefined> {
  const start = await startTime(pid);
  return start && `${pid} ${start} ${await bootId()}`;
}

export async function isAlive(recorded: string): Promise<boolean> {
  return (await identity(Number.parseInt(recorded, 10))) === recorded.trim();
}

async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  const [state, ...rest] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return state === "Z" ? undefined : rest[18];
}

async function bootId(): Promise<string> {
  return (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
}
