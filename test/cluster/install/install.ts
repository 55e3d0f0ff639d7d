import {makeBases} from "../images/bases.ts";
import type {Step} from "../support/progress.ts";
import {installCoredns} from "./coredns.ts";
import {installPackages} from "./debian.ts";
import {installGatewayApi} from "./gateway-api.ts";
import {buildHelms} from "./helm.ts";
import {buildKubernetes} from "./kubernetes.ts";
import {installTraefik} from "./traefik.ts";

/** Everything that a cluster is made of; at once when it is cached. Images are built while Go compiles. */
export async function install(step: Step): Promise<void> {
  await installPackages(step);
  await Promise.all([compile(step), makeImages(step)]);
}

async function compile(step: Step): Promise<void> {
  await buildKubernetes(step);
  await installGatewayApi();
  await buildHelms(step);
  await installCoredns(step);
}

async function makeImages(step: Step): Promise<void> {
  await installTraefik(step);
  await makeBases(step);
}
