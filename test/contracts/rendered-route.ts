import * as yaml from "js-yaml";
import type {BackendRef, HttpRoute, KubeObject, RouteRule, Service} from "../../src/cluster/objects.ts";
import {type FrontBlock, frontValues} from "../../src/release/block.ts";
import type {RouteObjects} from "../../src/release/observation.ts";
import type {RouterName} from "../../src/routers/routers.ts";
import {template} from "../charts/render.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";

const GATEWAY = {parentRefs: [{name: "public", namespace: "gateways"}]};

/** What an API server has once the chart's front with this block is applied. */
export async function renderedRoute(chart: string, router: RouterName, block: FrontBlock): Promise<RouteObjects> {
  const live = helmRelease("shop-blue", {router, gateway: GATEWAY, hosts: ["shop.example.com"]});
  const printed = await template("helm4", {chart, values: frontValues(live, block, 1)});
  const objects = yaml.loadAll(printed).filter(Boolean) as KubeObject[];
  const withRole = (role: string) => objects.find(({metadata}) => metadata.labels?.["djcd.io/role"] === role);
  const route = withRole("route") as HttpRoute | undefined;
  return {
    httpRoute: route && {...route, spec: {...route.spec, rules: (route.spec.rules ?? []).map(ruleWithDefaults)}},
    gateway: undefined,
    liveService: withRole("live-service") as Service | undefined,
    liveEndpoints: [],
  };
}

/** The defaults of the HTTPRoute definition, as the API server fills them in. */
function ruleWithDefaults({matches = [{}], backendRefs = [], ...rule}: RouteRule): RouteRule {
  const path = {type: "PathPrefix", value: "/"};
  const withType = (match: {readonly headers?: readonly object[]}) => {
    const headers = match.headers?.map((header) => ({type: "Exact", ...header}));
    return {path, ...match, ...(headers && {headers})};
  };
  return {
    ...rule,
    matches: matches.map(withType) as NonNullable<RouteRule["matches"]>,
    backendRefs: backendRefs.map((backend): BackendRef => ({group: "", kind: "Service", weight: 1, ...backend})),
  };
}
