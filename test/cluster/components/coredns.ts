import {writeFile} from "node:fs/promises";
import {inRun, kubeconfig} from "../paths.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";
import {tools} from "../tools.ts";

const {context, domain, nodeAddress} = settings;
const config = inRun("Corefile");

/** Answers pods on the node's address. Every name outside the cluster does not exist. */
export const coredns: Component = {
  name: "coredns",
  prepare: () => writeFile(config, corefile),
  command: () => [tools.coredns, "-conf", config],
  ready: () => answers("http://127.0.0.1:8183/ready"),
};

const corefile = `\
.:53 {
  bind ${nodeAddress}
  errors
  ready 127.0.0.1:8183
  kubernetes ${domain} in-addr.arpa {
    kubeconfig ${kubeconfig} ${context}
    ttl 1
  }
  template ANY ANY {
    rcode NXDOMAIN
  }
}
`;
