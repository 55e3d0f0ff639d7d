import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {World} from "../e2e/world.ts";
import {temporaryFolder} from "../temporary-folder.ts";

/** Requests with it go over the bare chart's route. */
export const BARE_HEADER = {name: "X-Bare", value: "yes"} as const;

/** What Helm alone can do: one HTTPRoute with two weights over the shop's slots, and nothing else. */
export function bareChart({host, cluster}: World): string {
  const chart = join(temporaryFolder("bare"), "bare");
  mkdirSync(join(chart, "templates"), {recursive: true});
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: bare\nversion: 1.0.0\n");
  writeFileSync(join(chart, "templates", "route.yaml"), template(host, JSON.stringify(cluster.gateway)));
  return chart;
}

function template(host: string, gateway: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: bare}
spec:
  parentRefs: [${gateway}]
  hostnames: [${host}]
  rules:
    - matches: [{headers: [{name: ${BARE_HEADER.name}, value: "${BARE_HEADER.value}"}]}]
      backendRefs:
        - {name: shop-blue, port: 80, weight: {{ .Values.blue }}}
        - {name: shop-green, port: 80, weight: {{ .Values.green }}}
`;
}
