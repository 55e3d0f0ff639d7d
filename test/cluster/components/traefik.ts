import {kubeconfig} from "../paths.ts";
import {settings} from "../settings.ts";
import type {Component} from "../support/component.ts";
import {answers} from "../support/http.ts";
import {tools} from "../tools.ts";

const {ports} = settings;

/** Outside the cluster, on loopback; its 2 s throttle of provider events is kept, as it is in production. */
export const traefik: Component = {
  name: "traefik",
  env: {KUBECONFIG: kubeconfig},
  command: () => [
    tools.traefik,
    `--entrypoints.web.address=127.0.0.1:${ports.web}`,
    // Our own clients say X-Forwarded-Proto: https, as a proxy that ends TLS would: without it a strict Django redirects.
    "--entrypoints.web.forwardedheaders.insecure=true",
    `--entrypoints.traefik.address=127.0.0.1:${ports.traefik}`,
    "--api=true",
    "--api.insecure=true",
    "--ping=true",
    "--metrics.prometheus=true",
    "--metrics.prometheus.addrouterslabels=true",
    "--providers.kubernetesgateway=true",
    "--providers.kubernetesgateway.statusaddress.ip=127.0.0.1",
    "--providers.kubernetesingress=true",
    "--providers.kubernetesingress.ingressclass=traefik",
    "--providers.kubernetesingress.ingressendpoint.ip=127.0.0.1",
    "--providers.kubernetesingressnginx=true",
    "--providers.kubernetesingressnginx.httpentrypoint=web",
    "--providers.kubernetesingressnginx.publishstatusaddress=127.0.0.1",
    "--global.checknewversion=false",
    "--global.sendanonymoususage=false",
    "--log.level=INFO",
    "--log.nocolor=true",
  ],
  ready: () => answers(`http://127.0.0.1:${ports.traefik}/ping`),
};
