import {settings} from "./settings.ts";

const {gateway, ports} = settings;

/** What a cluster has before anybody installs anything: classes of routing, and one Gateway for all namespaces. */
export const manifests = [
  {apiVersion: "v1", kind: "Namespace", metadata: {name: gateway.namespace}},
  ingressClass("traefik", "traefik.io/ingress-controller"),
  ingressClass("nginx", "k8s.io/ingress-nginx"),
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "GatewayClass",
    metadata: {name: "traefik"},
    spec: {controllerName: "traefik.io/gateway-controller"},
  },
  {
    apiVersion: "gateway.networking.k8s.io/v1",
    kind: "Gateway",
    metadata: {name: gateway.name, namespace: gateway.namespace},
    spec: {gatewayClassName: "traefik", listeners: [listener()]},
  },
];

/** The port equals that of Traefik's entry point: that is how Traefik finds it. */
function listener(): object {
  return {
    name: gateway.sectionName,
    protocol: "HTTP",
    port: ports.web,
    allowedRoutes: {namespaces: {from: "All"}},
  };
}

function ingressClass(name: string, controller: string): object {
  return {apiVersion: "networking.k8s.io/v1", kind: "IngressClass", metadata: {name}, spec: {controller}};
}
