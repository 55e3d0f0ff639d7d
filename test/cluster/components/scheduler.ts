import {join} from "node:path";
import {kubeconfig} from "../paths.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";
import {kubernetesBin} from "../tools.ts";

export const scheduler: Component = {
  name: "kube-scheduler",
  command: () => [
    join(kubernetesBin, "kube-scheduler"),
    `--kubeconfig=${kubeconfig}`,
    "--bind-address=127.0.0.1",
    "--leader-elect=false",
  ],
  ready: () => answers("https://127.0.0.1:10259/healthz", {rejectUnauthorized: false}),
};
