import {kubeconfig} from "./paths.ts";
import {settings} from "./settings.ts";
import {tools} from "./tools.ts";

export interface Cluster {
  /** The administrator's kubeconfig file and its context. */
  kubeconfig: string;
  context: string;
  /** Absolute paths of programs. */
  kubectl: string;
  helm3: string;
  helm4: string;
  /** Traefik's entry point, for Gateway and Ingress. */
  url: string;
  traefikApi: string;
  gateway: {name: string; namespace: string; sectionName: string};
  /** An address of this machine that pods reach. */
  node: string;
  postgres: {host: string; port: number; user: string; password: string};
}

const {context, gateway, nodeAddress, ports, postgres} = settings;

export const cluster: Cluster = {
  kubeconfig,
  context,
  kubectl: tools.kubectl,
  helm3: tools.helm3,
  helm4: tools.helm4,
  url: `http://127.0.0.1:${ports.web}`,
  traefikApi: `http://127.0.0.1:${ports.traefik}`,
  gateway: {...gateway},
  node: nodeAddress,
  postgres: {host: nodeAddress, port: ports.postgres, ...postgres},
};
