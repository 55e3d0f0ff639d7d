/** Addresses, ports and names of the test cluster. Ports differ from the defaults of services a machine may run itself. */
export const settings = {
  context: "djcd-test",
  nodeName: "djcd",
  /** Also in clean.sh. */
  nodeBridge: "djcd-node",
  podBridge: "djcd-pods",
  network: "djcd",
  /** The parent cgroup of all pods. */
  cgroup: "djcd",
  nodeAddress: "10.99.0.1",
  podRange: "10.244.0.0/24",
  serviceRange: "10.96.0.0/16",
  firstService: "10.96.0.1",
  domain: "cluster.local",
  ports: {api: 6443, etcd: 12379, etcdPeer: 12380, web: 8480, traefik: 8481, postgres: 5480},
  gateway: {name: "djcd", namespace: "djcd-gateway", sectionName: "web"},
  postgres: {user: "djcd", password: "djcd-test"},
} as const;
