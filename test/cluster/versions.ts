/** What is built or installed; a change of any of these gives a new artefact and a new cluster. */
export const versions = {
  kubernetes: "v1.34.4",
  /** The staging modules (k8s.io/api, ...) of the same release. */
  kubernetesModules: "v0.34.4",
  helm3: "v3.22.0",
  helm4: "v4.3.1",
  gatewayApi: "v1.5.1",
  traefik: "3.7.15",
  coredns: "v1.12.4",
  /** Only where the machine's own Go is missing or too old. */
  go: "1.27.3",
} as const;
