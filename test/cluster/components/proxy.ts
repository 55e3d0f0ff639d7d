import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {inRun, kubeconfig} from "../paths.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";
import {kubernetesBin} from "../tools.ts";

const config = inRun("kube-proxy.json");

export const proxy: Component = {
  name: "kube-proxy",
  prepare: () => writeFile(config, JSON.stringify(configuration)),
  command: () => [join(kubernetesBin, "kube-proxy"), `--config=${config}`],
  ready: () => answers("http://127.0.0.1:10256/healthz"),
};

const configuration = {
  apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
  kind: "KubeProxyConfiguration",
  clientConnection: {kubeconfig},
  hostnameOverride: settings.nodeName,
  clusterCIDR: settings.podRange,
  mode: "iptables",
  bindAddress: settings.nodeAddress,
  healthzBindAddress: "127.0.0.1:10256",
  metricsBindAddress: "127.0.0.1:10249",
  // Its sysctl may be read-only.
  conntrack: {maxPerCore: 0},
  // A lower score needs CAP_SYS_RESOURCE.
  oomScoreAdj: 0,
};
