import {once} from "node:events";
import {createServer, type Server} from "node:net";
import {setTimeout as sleep} from "node:timers/promises";

/** One holder per name on this machine. An abstract socket is the lock: the kernel frees it however its holder ends. */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  const lock = await acquire(`\0djcd-cluster-${name}`);
  try {
    return await work();
  } finally {
    lock.close();
  }
}

async function acquire(address: string): Promise<Server> {
  for (;;) {
    const server = await listen(address);
    if (server) return server;
    await sleep(200);
  }
}

async function listen(address: string): Promise<Server | undefined> {
  const server = createServer().listen(address);
  try {
    await once(server, "listening");
    return server;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") return undefined;
    throw error;
  }
}
