import {expect, test} from "vitest";
import {heldByBoth} from "../../src/apply/hand-over.ts";
import {restore} from "../../src/apply/restore.ts";
import {scaleDown, scaleUp} from "../../src/apply/slot.ts";
import {pathOf} from "../../src/kubernetes/any-path.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {keyOf} from "../../src/release/manifest.ts";
import {template, writeChart} from "../charts/render.ts";
import {secret} from "../fixtures/worlds/api.ts";
import {deployment, httpRoute, liveService, service} from "../fixtures/worlds/objects.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";
import {shop} from "../generate/worlds.ts";
import {sessionOn, type Told} from "./session.fixture.ts";

const own = (kind: string, name: string, spec?: object): KubeObject => ({
  apiVersion: kind === "ConfigMap" ? "v1" : "apps/v1",
  kind,
  metadata: {name},
  ...(spec && {spec}),
});

const front = {part: "front", rollout: {number: 1, live: "blue", traffic: {blue: 100}}};
const slot = (number: number) => ({part: "slot", rollout: {number, revision: 1}});
const text = (...objects: readonly object[]): string => objects.map((one) => JSON.stringify(one)).join("\n---\n");

/** #0 is live in blue; both slots hold what is given beside the chart's own. */
const shopWith = (recorded: readonly KubeObject[], there: Readonly<Record<string, readonly KubeObject[]>>): Told =>
  sessionOn({
    secrets: [
      secret("shop", front, 2),
      secret("shop-blue", slot(1), 1, "deployed", text(deployment("blue", 2), service("blue"), ...recorded)),
      secret("shop-green", slot(0), 1, "deployed", text(deployment("green", 2), service("green"), ...recorded)),
    ],
    services: [service("blue"), service("green"), liveService("blue")],
    httproutes: [httpRoute({blue: 100})],
    ...there,
    deployments: [deployment("blue", 2), deployment("green", 0), ...(there.deployments ?? [])],
  });

const nginx = own("ConfigMap", "nginx");

test.each([
  ["is made anew, with Helm's marks", {}, ["create configmaps nginx"]],
  ["is left alone where it is there, labels or none", {configmaps: [nginx]}, []],
])("what a manifest holds %s", async (_, there, expected) => {
  const {session, done} = shopWith([nginx], there);
  await restore({kind: "restore", slot: "blue"}, session);
  expect(done).toEqual(expected);
});

test.each([
  [409, "was there first", []],
  [403, "policy says no", ["  ConfigMap/nginx cannot be put back: policy says no"]],
])("what cannot be made anew (%d) is told, and keeps nobody from going back", async (status, words, expected) => {
  const {session, said} = shopWith([nginx], {});
  const create = async (path: string): Promise<never> => {
    throw new ApiError("POST", path, status, words);
  };
  await restore({kind: "restore", slot: "green"}, {...session, api: {...session.api, create} as Api});
  expect(said).toEqual(expected);
});

const worker = own("Deployment", "worker", {replicas: 3});
const sized = own("StatefulSet", "queue", {});

test.each([
  ["down", scaleDown, "scale-down", 3, ["patch deployments shop-web-green/scale", "patch deployments worker/scale"]],
  ["up", scaleUp, "scale-up", 0, ["patch deployments shop-web-green/scale", "patch deployments worker/scale"]],
] as const)("a team's own workload goes %s with its slot", async (_, step, kind, replicas, expected) => {
  const {session, done} = shopWith([worker], {deployments: [own("Deployment", "worker", {replicas})]});
  await step({kind, slot: "green"} as never, session);
  expect(done).toEqual(expect.arrayContaining([...expected]));
});

test("a size that an HPA of theirs decides is left to it, but for 0, which it would keep", async () => {
  const {session, done} = shopWith([sized], {statefulsets: [own("StatefulSet", "queue", {replicas: 0})]});
  await scaleUp({kind: "scale-up", slot: "green"}, session);
  expect(done).toContain("patch statefulsets queue/scale");
});

test("a size that may not be changed is told, and holds nothing up", async () => {
  const {session, said} = shopWith([worker], {deployments: [own("Deployment", "worker", {replicas: 0})]});
  const patch = async (path: string): Promise<void> => {
    if (path.includes("worker")) throw new ApiError("PATCH", path, 403, "may not");
  };
  await scaleUp({kind: "scale-up", slot: "green"}, {...session, api: {...session.api, patch} as Api});
  expect(said).toEqual(["  Deployment/worker of your own templates cannot be scaled to 3: may not"]);
});

const OWN = `{{- if ne .Values.part "front" }}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "shop.name" (list . "nginx" (include "shop.slot" .)) }}
---
apiVersion: batch/v1
kind: CronJob
metadata:
  name: {{ include "shop.name" (list . "clean" (include "shop.slot" .)) }}
spec: {}
{{- end }}
`;

test("what has the same name in the first release and in its slot is kept at the hand-over, labels or none", async () => {
  const chart = writeChart(shop(), {"templates/own.yaml": OWN});
  const values = {image: {tag: "v1"}};
  const [all, blue] = await Promise.all([
    template("helm4", {chart, values}),
    template("helm4", {chart, release: "shop-blue", values: {...values, part: "slot"}}),
  ]);
  const both = heldByBoth(helmRelease("shop", {}, {manifest: all}), helmRelease("shop-blue", {}, {manifest: blue}));
  expect(both.map(keyOf)).toEqual(expect.arrayContaining(["ConfigMap/shop-nginx-blue", "CronJob/shop-clean-blue"]));
  expect(both.map(keyOf)).not.toContain("Service/shop-live");
});

const served = {
  resources: [
    {name: "cronjobs/status", kind: "CronJob", namespaced: true},
    {name: "cronjobs", kind: "CronJob", namespaced: true},
  ],
};

test.each<readonly [string, KubeObject, unknown, string | undefined]>([
  ["known", nginx, {}, "/api/v1/namespaces/default/configmaps/nginx"],
  [
    "known to the API server alone",
    {apiVersion: "batch/v1", kind: "CronJob", metadata: {name: "clean"}},
    served,
    "/apis/batch/v1/namespaces/default/cronjobs/clean",
  ],
  [
    "of no namespace",
    {apiVersion: "x.io/v1", kind: "Pool", metadata: {name: "big"}},
    {resources: [{name: "pools", kind: "Pool", namespaced: false}]},
    "/apis/x.io/v1/pools/big",
  ],
  ["known to nobody", {apiVersion: "x.io/v1", kind: "Pool", metadata: {name: "big"}}, {resources: []}, undefined],
])("the path of an object whose kind is %s", async (_, object, answer, expected) => {
  const api = {get: async () => answer} as unknown as Api;
  expect(await pathOf(api, "default", object)).toBe(expected);
});
