import {cpSync} from "node:fs";
import {join} from "node:path";
import {HOME} from "../cli/plugin.ts";
import {buildImage, pythonImage, up} from "../cluster/index.ts";
import {temporaryFolder} from "../temporary-folder.ts";
import {type Scraper, startPrometheus} from "./prometheus.ts";
import {makeWorld, type World, type WorldOptions} from "./world.ts";

/** A world whose pods are measured by a Prometheus, and whose versions have a fault where `config.FAULT` says so. */
export interface MeasuredWorld {
  readonly world: World;
  readonly prometheus: Scraper;
  remove(): Promise<void>;
}

/** Makes such a world; its first version has no fault, and its page takes a twentieth of a second. */
export async function makeMeasuredWorld(
  name: string,
  more: object,
  {isTwice = false, ...options}: Partial<WorldOptions> & {readonly isTwice?: boolean} = {},
): Promise<MeasuredWorld> {
  const cluster = await up((line) => console.log(line));
  await buildFaulty();
  const prometheus = await startPrometheus(cluster, `e2e-${name}`, isTwice);
  const values = {...versions(name), ...more};
  const world = await makeWorld({name, helm: "helm4", router: "gateway-api", ...options, more: values});
  await world.install();
  const remove = async (): Promise<void> => {
    await world.remove();
    await prometheus.stop();
  };
  return {world, prometheus, remove};
}

function versions(name: string): object {
  const host = `${name}.example.com`;
  return {
    image: {repository: "localhost/shop", tag: "faulty"},
    config: {ALLOWED_HOSTS: host, CSRF_TRUSTED_ORIGINS: `https://${host}`, DELAY: "0.05"},
    metrics: {enabled: true},
  };
}

async function buildFaulty(): Promise<void> {
  const context = temporaryFolder("faulty");
  cpSync(join(HOME, "examples", "shop"), context, {recursive: true});
  cpSync(join(HOME, "test", "e2e", "images", "faulty"), context, {recursive: true});
  await buildImage({name: "localhost/shop:faulty", context, buildArgs: {VERSION: "v2", BASE: pythonImage}});
}
