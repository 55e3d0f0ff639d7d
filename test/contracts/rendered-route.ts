import * as yaml from "js-yaml";
import type {BackendRef, HttpRoute, KubeObject, RouteRule, Service} from "../../src/kubernetes/objects.ts";
import {type FrontBlock, frontValues, type Traffic} from "../../src/release/block.ts";
import type {RouteObjects} from "../../src/release/observation.ts";
import type {RouterName} from "../../src/routers/routers.ts";
import {template} from "../charts/render.ts";
import {httpRoute} from "../fixtures/worlds/objects.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";

const GATEWAY = {parentRefs: [{name: "public", namespace: "gateways"}]};

/** What an API server has once the chart's front with this block is applied. */
export async function renderedRoute(chart: string, router: RouterName, block: FrontBlock): Promise<RouteObjects> {
  const live = helmRelease("shop-blue", {
    router,
    gateway: GATEWAY,
    route: {existing: "public"},
    hosts: ["shop.example.com"],
  });
  const printed = await template("helm4", {chart, values: frontValues(live, block, 1)});
  const objects = yaml.loadAll(printed).filter(Boolean) as KubeObject[];
  const withRole = (role: string) => objects.find(({metadata}) => metadata.labels?.["djcd.io/role"] === role);
  return {
    objects: objects.filter(({kind}) => kind === "HTTPRoute" || kind === "Ingress").map(withDefaults),
    ...(router === "existing" && {owned: ownedRoute(block.traffic)}),
    gateway: undefined,
    liveService: withRole("live-service") as Service | undefined,
    liveEndpoints: [],
  };
}

function withDefaults(object: KubeObject): KubeObject {
  if (object.kind !== "HTTPRoute") return object;
  const route = object as HttpRoute;
  return {...route, spec: {...route.spec, rules: (route.spec.rules ?? []).map(ruleWithDefaults)}} as HttpRoute;
}

/** A route of the team's own in each state: what leads to the release, and what does not. */
function ownedRoute(traffic: Traffic): HttpRoute {
  const {spec, ...route} = httpRoute({});
  const ours = httpRoute(traffic).spec.rules?.at(-1) ?? {};
  const blog = {matches: [{path: {type: "PathPrefix", value: "/blog"}}], backendRefs: [{name: "blog", port: 80}]};
  return {...route, metadata: {name: "public"}, spec: {...spec, rules: [blog as RouteRule, ours]}};
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
