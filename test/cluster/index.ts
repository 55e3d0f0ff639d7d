import {mkdir} from "node:fs/promises";
import {execa} from "execa";
import {type Cluster, cluster} from "./cluster.ts";
import {isUp, markUp} from "./health.ts";
import {install} from "./install/install.ts";
import {cleanScript, run} from "./paths.ts";
import {start} from "./start.ts";
import {withLock} from "./support/lock.ts";
import {type Log, progress} from "./support/progress.ts";

export type {Cluster} from "./cluster.ts";
export {createDatabase, dropDatabase} from "./database.ts";
export {buildImage, type Image} from "./images/image.ts";
export {pythonImage} from "./images/names.ts";
export {tagImage} from "./images/store.ts";
export {apply, kubectl} from "./kubectl.ts";

/** The cluster that runs, when it is whole; otherwise a new one. */
export function up(log: Log = () => {}): Promise<Cluster> {
  return withLock("cluster", async () => {
    if (!(await isUp())) await renew(log);
    return cluster;
  });
}

export function down(): Promise<void> {
  return withLock("cluster", clean);
}

async function renew(log: Log): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error("The test cluster makes networks and mounts: run it as root.");
  const step = progress(log);
  await install(step);
  await step("clean up what an older cluster left", clean);
  await mkdir(run, {recursive: true});
  await start(step);
  await markUp();
}

async function clean(): Promise<void> {
  await execa("bash", [cleanScript]);
}
