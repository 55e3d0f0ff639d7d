import {join} from "node:path";
import {cache} from "./paths.ts";
import {versions} from "./versions.ts";

const folder = (name: string, version: string) => join(cache, `${name}-${version}`);

export const kubernetesBin = join(folder("kubernetes", versions.kubernetes), "bin");
export const gatewayApiCrds = folder("gateway-api", versions.gatewayApi);

/** Where the installed programs are. */
export const tools = {
  kubectl: join(kubernetesBin, "kubectl"),
  helm3: join(folder("helm", versions.helm3), "bin", "helm"),
  helm4: join(folder("helm", versions.helm4), "bin", "helm"),
  traefik: join(folder("traefik", versions.traefik), "bin", "traefik"),
  coredns: join(folder("coredns", versions.coredns), "bin", "coredns"),
};
