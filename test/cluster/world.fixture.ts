import type {Cluster} from "./index.ts";
import {pythonImage} from "./index.ts";

export const namespace = "djcd-cluster-test";
export const host = "djcd-cluster-test.example";

const labels = {app: "web"};
const PORT = 8000;

/** The smallest thing that serves: one pod, its Service and an HTTPRoute. */
export function world({gateway}: Cluster): object[] {
  return [
    {apiVersion: "v1", kind: "Namespace", metadata: {name: namespace}},
    {apiVersion: "v1", kind: "Pod", metadata: {name: "web", namespace, labels}, spec: podSpec},
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: {name: "web-service", namespace},
      spec: {selector: labels, ports: [{port: 80, targetPort: PORT}]},
    },
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: {name: "web", namespace},
      spec: {
        parentRefs: [gateway],
        hostnames: [host],
        rules: [{backendRefs: [{name: "web-service", port: 80}]}],
      },
    },
  ];
}

const podSpec = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: 0,
  securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: "RuntimeDefault"}},
  containers: [
    {
      name: "web",
      image: pythonImage,
      imagePullPolicy: "Never",
      command: ["python", "-m", "http.server", `${PORT}`],
      readinessProbe: {httpGet: {path: "/", port: PORT}, periodSeconds: 1},
      securityContext: {
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: {drop: ["ALL"]},
      },
    },
  ],
};
