import {writeFile} from "node:fs/promises";
import {join} from "node:path";
import {makeCgroup} from "../cgroup.ts";
import {containerdSocket, inRun, kubeconfig} from "../paths.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";
import {kubernetesBin} from "../tools.ts";

const {cgroup, domain, nodeAddress, nodeName} = settings;
const config = inRun("kubelet.json");

export const kubelet: Component = {
  name: "kubelet",
  prepare: async () => {
    await makeCgroup();
    await writeFile(config, JSON.stringify(configuration));
  },
  command: () => [
    join(kubernetesBin, "kubelet"),
    `--config=${config}`,
    `--kubeconfig=${kubeconfig}`,
    `--root-dir=${inRun("kubelet")}`,
    `--cert-dir=${inRun("kubelet", "pki")}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${nodeAddress}`,
  ],
  ready: () => answers("http://127.0.0.1:10248/healthz"),
};

const configuration = {
  apiVersion: "kubelet.config.k8s.io/v1beta1",
  kind: "KubeletConfiguration",
  address: nodeAddress,
  containerRuntimeEndpoint: `unix://${containerdSocket}`,
  podLogsDir: inRun("pod-logs"),
  volumePluginDir: inRun("kubelet", "volume-plugins"),
  authentication: {anonymous: {enabled: true}, webhook: {enabled: false}},
  authorization: {mode: "AlwaysAllow"},
  clusterDNS: [nodeAddress],
  clusterDomain: domain,
  resolvConf: "",
  failCgroupV1: false,
  cgroupDriver: "cgroupfs",
  cgroupRoot: `/${cgroup}`,
  enforceNodeAllocatable: [],
  failSwapOn: false,
  // A lower score needs CAP_SYS_RESOURCE.
  oomScoreAdj: 0,
  // A full disk of the developer is no reason to evict pods, or to drop images that no registry has.
  evictionHard: {
    "memory.available": "0%",
    "nodefs.available": "0%",
    "nodefs.inodesFree": "0%",
    "imagefs.available": "0%",
  },
  imageGCHighThresholdPercent: 100,
};
