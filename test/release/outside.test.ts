import {expect, test} from "vitest";
import type {Deployment, HttpRoute, KubeObject} from "../../src/kubernetes/objects.ts";
import {outsideNotes} from "../../src/release/outside.ts";
import {deployment, httpRoute} from "../fixtures/worlds/objects.ts";
import {warm} from "../fixtures/worlds/worlds.ts";

const {image: own = ""} = deployment("blue", 1).spec.template.spec.containers[0] ?? {};
const repository = own.replace(/:[^:/]+$/, "");

const running = (image: string, replicas = 1): Deployment => {
  const {metadata, ...rest} = deployment("blue", replicas);
  const spec = {replicas, template: {spec: {containers: [{name: "worker", image}]}}};
  return {...rest, metadata: {name: "old-worker", ...(metadata.uid && {uid: metadata.uid})}, spec};
};

const leading = (name: string): HttpRoute => {
  const {spec, ...route} = httpRoute({});
  return {...route, metadata: {name: "debug"}, spec: {...spec, rules: [{backendRefs: [{name, port: 80}]}]}};
};

const ingress = (name: string): KubeObject =>
  ({
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: {name: "debug"},
    spec: {rules: [{http: {paths: [{backend: {service: {name}}}]}}]},
  }) as KubeObject;

const CODE = (image: string): string =>
  `Deployment old-worker, outside the release, runs ${image}: it stays at that code, whatever is live`;
const ROUTE = (kind: string): string =>
  `${kind} debug, outside the release, leads to Service shop-blue alone: it answers nobody when that slot goes down`;

test.each<[string, readonly Deployment[], readonly KubeObject[], readonly string[]]>([
  ["nothing", [], [], []],
  ["the site's image in a Deployment of somebody's", [running(`${repository}:v0`)], [], [CODE(`${repository}:v0`)]],
  ["the same by its digest", [running(`${repository}@sha256:abc`)], [], [CODE(`${repository}@sha256:abc`)]],
  ["the same, scaled to nothing", [running(`${repository}:v0`, 0)], [], []],
  ["another image", [running("redis:7")], [], []],
  ["one whose name begins alike", [running(`${repository}-admin:v1`)], [], []],
  ["a route to a slot's Service", [], [leading("shop-blue")], [ROUTE("HTTPRoute")]],
  ["an Ingress to a slot's Service", [], [ingress("shop-blue")], [ROUTE("Ingress")]],
  ["a route to the live Service, which goes where live is", [], [leading("shop-live")], []],
])("told of what is outside the release: %s", (_, deployments, routes, expected) => {
  expect(outsideNotes({...warm, outside: {deployments, routes}})).toEqual(expected);
});

test("a route of the team's own that the values name is no route of somebody's", () => {
  const owned = leading("shop-blue");
  const seen = {...warm, route: {...warm.route, owned}, outside: {deployments: [], routes: [owned]}};
  expect(outsideNotes(seen)).toEqual([]);
});

test("where nobody looked, nothing is told", () => {
  expect(outsideNotes(warm)).toEqual([]);
});
