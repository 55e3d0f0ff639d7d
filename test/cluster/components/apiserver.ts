import {join} from "node:path";
import {pki} from "../pki.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";
import {kubernetesBin} from "../tools.ts";
import {apiAnswers} from "./api.ts";

const {nodeAddress, ports, serviceRange} = settings;

export const apiserver: Component = {
  name: "kube-apiserver",
  command: () => [
    join(kubernetesBin, "kube-apiserver"),
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    `--secure-port=${ports.api}`,
    `--advertise-address=${nodeAddress}`,
    `--service-cluster-ip-range=${serviceRange}`,
    `--tls-cert-file=${pki.apiserver}`,
    `--tls-private-key-file=${pki.apiserverKey}`,
    `--token-auth-file=${pki.tokens}`,
    "--authorization-mode=RBAC",
    // Aggregated APIs are dialled at their endpoints: until kube-proxy knows a new Service, its address leads elsewhere.
    "--enable-aggregator-routing=true",
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-key-file=${pki.serviceAccountKey}`,
    `--service-account-signing-key-file=${pki.serviceAccountKey}`,
    // Without it, logs and exec look the node's name up.
    "--kubelet-preferred-address-types=InternalIP",
    "--allow-privileged",
  ],
  ready: () => apiAnswers("/readyz"),
};
