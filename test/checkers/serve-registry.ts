import {writeFileSync} from "node:fs";
import type {AddressInfo} from "node:net";
import {createServer} from "node:net";
import {join} from "node:path";
import {execa} from "execa";
import {temporaryFolder} from "../temporary-folder.ts";
import {registry} from "./programs.ts";

/** A real OCI registry on loopback, empty at first. */
export interface Registry {
  /** Such as 127.0.0.1:5000. */
  readonly address: string;
  close(): Promise<void>;
}

const START = {tries: 100, milliseconds: 100};

export async function serveRegistry(): Promise<Registry> {
  const folder = temporaryFolder("registry");
  const address = `127.0.0.1:${await freePort()}`;
  const config = {
    version: "0.1",
    storage: {filesystem: {rootdirectory: join(folder, "data")}},
    http: {addr: address},
    log: {level: "error"},
  };
  writeFileSync(join(folder, "config.yml"), JSON.stringify(config));
  const running = execa(await registry(), ["serve", join(folder, "config.yml")], {reject: false});
  const close = async () => {
    running.kill();
    await running;
  };
  await answered(`http://${address}/v2/`);
  return {address, close};
}

async function answered(url: string): Promise<void> {
  for (let tries = 0; tries < START.tries; tries++) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, START.milliseconds));
  }
  throw new Error(`no registry answers at ${url}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
