import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {World} from "../e2e/world.ts";
import {temporaryFolder} from "../temporary-folder.ts";

/** Requests with it go over the bare chart's route. */
export const BARE_HEADER = {name: "X-Bare", value: "yes"} as const;

/** What Helm alone can do: one HTTPRoute with two weights over the shop's slots, and nothing else. */
export function weightsChart(world: World): string {
  return bareChart(
    routeTo(
      world,
      "{name: shop-blue, port: 80, weight: {{ .Values.blue }}}, {name: shop-green, port: 80, weight: {{ .Values.green }}}",
    ),
  );
}

/** The same by a Service that selects the pods of one slot. */
export function selectorChart(world: World): string {
  return bareChart(`${SERVICE}---\n${routeTo(world, "{name: bare, port: 80}")}`);
}

const SERVICE = `apiVersion: v1
kind: Service
metadata: {name: bare}
spec:
  selector: {app.kubernetes.io/instance: shop, app.kubernetes.io/component: web, slot: {{ .Values.slot }}}
  ports: [{name: http, port: 80, targetPort: http}]
`;

function bareChart(template: string): string {
  const chart = join(temporaryFolder("bare"), "bare");
  mkdirSync(join(chart, "templates"), {recursive: true});
  writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: bare\nversion: 1.0.0\n");
  writeFileSync(join(chart, "templates", "route.yaml"), template);
  return chart;
}

function routeTo({host, cluster}: World, backends: string): string {
  return `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: bare}
spec:
  parentRefs: [${JSON.stringify(cluster.gateway)}]
  hostnames: [${host}]
  rules:
    - matches: [{headers: [{name: ${BARE_HEADER.name}, value: "${BARE_HEADER.value}"}]}]
      backendRefs: [${backends}]
`;
}
