import {existsSync} from "node:fs";
import {mkdir, readdir, readFile, writeFile} from "node:fs/promises";
import {settings} from "./settings.ts";

const mount = "/sys/fs/cgroup";

/** A parent of our own for all pods, so that nothing of another kubelet is ever taken for ours. The kubelet wants it made. */
export async function makeCgroup(): Promise<void> {
  if (existsSync(`${mount}/cgroup.controllers`)) return makeUnified();
  const hierarchies = await readdir(mount);
  await Promise.all(hierarchies.map((name) => mkdir(`${mount}/${name}/${settings.cgroup}`, {recursive: true})));
}

async function makeUnified(): Promise<void> {
  const controllers = (await readFile(`${mount}/cgroup.controllers`, "utf8")).trim().split(" ");
  await writeFile(`${mount}/cgroup.subtree_control`, controllers.map((name) => `+${name}`).join(" "));
  await mkdir(`${mount}/${settings.cgroup}`, {recursive: true});
}
