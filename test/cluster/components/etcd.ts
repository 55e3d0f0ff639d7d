import {inRun} from "../paths.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";

const client = `http://127.0.0.1:${settings.ports.etcd}`;
const peer = `http://127.0.0.1:${settings.ports.etcdPeer}`;

export const etcd: Component = {
  name: "etcd",
  command: () => [
    "etcd",
    "--name=djcd",
    `--data-dir=${inRun("etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=djcd=${peer}`,
    // Lost with the cluster anyway.
    "--unsafe-no-fsync",
  ],
  ready: () => answers(`${client}/health`),
};
