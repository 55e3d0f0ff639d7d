import {expect, test} from "vitest";
import {worldOf} from "../../src/apply/world.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {observe} from "../../src/observe/observe.ts";
import {apiWith, secret} from "../fixtures/worlds/api.ts";
import {deployment, httpRoute, service} from "../fixtures/worlds/objects.ts";

const gateway = {apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway", metadata: {name: "public"}} as KubeObject;

/** A world of which each look tells what it asked for, by the plural. */
function watched() {
  const asked: string[] = [];
  const plain = apiWith({
    secrets: [
      secret("shop", {router: "gateway-api", part: "front", rollout: {number: 1, live: "blue", traffic: {blue: 100}}}),
      secret("shop-blue", {router: "gateway-api", part: "slot", rollout: {number: 1, revision: 1}}),
    ],
    deployments: [deployment("blue", 1)],
    services: [service("blue")],
    httproutes: [httpRoute({blue: 100})],
    gateways: [gateway],
  });
  const get: Api["get"] = (path, accept) => {
    asked.push(path.replace(/^.*\/namespaces\/[^/]+\//, "").replace(/[/?].*$/, ""));
    return plain.get(path, accept);
  };
  let now = 0;
  const clock = {
    now: () => new Date(now),
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const world = worldOf(clock, {...plain, get}, (api) => observe(api, "default", "shop"));
  const look = async (): Promise<string[]> => {
    asked.length = 0;
    await world.now();
    return [...new Set(asked)].sort();
  };
  return {world, look, clock};
}

const EVERYTHING = [
  ...["deployments", "endpointslices", "gateways", "horizontalpodautoscalers", "httproutes", "ingresses"],
  ...["jobs", "pods", "secrets", "services"],
];

test.each<[string, string | undefined, readonly string[]]>([
  ["nothing", "/apis/coordination.k8s.io/v1/namespaces/default/leases/djcd-shop", []],
  ["nothing", "/api/v1/namespaces/default/events", []],
  ["nothing", "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews", []],
  ["the routes", "/apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes/shop", ["httproutes"]],
  ["the revisions", "/api/v1/namespaces/default/secrets/sh.helm.release.v1.shop.v1", ["secrets"]],
  [
    "a workload and what is made of it",
    "/apis/apps/v1/namespaces/default/deployments/shop-web-blue/scale",
    ["deployments", "endpointslices", "horizontalpodautoscalers", "pods"],
  ],
  ["all", "/apis/example.com/v1/namespaces/default/widgets/own", EVERYTHING],
  ["all, for it was Helm that wrote", undefined, EVERYTHING],
])("looks again at %s, where this was written: %s", async (_, path, expected) => {
  const {world, look} = watched();
  expect(await look()).toEqual(EVERYTHING);
  expect(await look()).toEqual([]);
  world.changed(path);
  expect(await look()).toEqual(expected);
});

test("looks at all of it again when a second has passed, whatever was looked at in between", async () => {
  const {world, look, clock} = watched();
  await look();
  await clock.sleep(900);
  world.changed("/apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes/shop");
  expect(await look()).toEqual(["httproutes"]);
  await clock.sleep(100);
  expect(await look()).toEqual(EVERYTHING);
});
