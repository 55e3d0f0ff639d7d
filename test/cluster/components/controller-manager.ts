import {join} from "node:path";
import {kubeconfig} from "../paths.ts";
import {pki} from "../pki.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";
import {kubernetesBin} from "../tools.ts";

export const controllerManager: Component = {
  name: "kube-controller-manager",
  command: () => [
    join(kubernetesBin, "kube-controller-manager"),
    `--kubeconfig=${kubeconfig}`,
    `--service-account-private-key-file=${pki.serviceAccountKey}`,
    `--root-ca-file=${pki.ca}`,
    "--bind-address=127.0.0.1",
    "--leader-elect=false",
  ],
  ready: () => answers("https://127.0.0.1:10257/healthz", {rejectUnauthorized: false}),
};
