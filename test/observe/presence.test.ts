import {expect, test} from "vitest";
import type {Api} from "../../src/kubernetes/api.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {KubeObject} from "../../src/kubernetes/objects.ts";
import {missingOf} from "../../src/observe/looked-at.ts";
import {withOwn} from "../../src/observe/observe-own.ts";
import {withPresence} from "../../src/observe/presence.ts";
import {apiWith} from "../fixtures/worlds/api.ts";
import {deployment, service} from "../fixtures/worlds/objects.ts";
import {stable, withSlot} from "../fixtures/worlds/worlds.ts";

const object = (apiVersion: string, kind: string, name: string, more: object = {}): KubeObject => ({
  apiVersion,
  kind,
  metadata: {name, ...more},
});

const nginx = object("v1", "ConfigMap", "shop-green-nginx");

/** #1 in green, whose manifest holds this beside its own. */
const holding = (...own: readonly object[]) => {
  const manifest = [deployment("green", 2), service("green"), ...own].map((one) => JSON.stringify(one)).join("\n---\n");
  const {release} = stable.slots.green;
  return withSlot(stable, "green", {release: release && {...release, manifest}});
};

const missing = async (api: Api, own: KubeObject): Promise<readonly string[]> => {
  const seen = await withPresence(api, holding(own), []);
  return missingOf(seen.slots.green.release?.manifest ?? "", seen.present);
};

const refusing = (status: number): Api => {
  const get = async (path: string): Promise<never> => {
    throw new ApiError("GET", path, status, "no");
  };
  return {get} as unknown as Api;
};

const inOther = object("v1", "ConfigMap", "grafana", {namespace: "monitoring"});
const onlyIn = (namespace: string): Api => {
  const get = async (path: string): Promise<object> => {
    if (path.includes(`/namespaces/${namespace}/`)) return {};
    throw new ApiError("GET", path, 404, "not found");
  };
  return {get} as unknown as Api;
};

test.each<readonly [string, Api, KubeObject, readonly string[]]>([
  ["there under no label of ours: it is there", apiWith({configmaps: [nginx]}), nginx, []],
  ["not there: somebody deleted it", apiWith({}), nginx, ["ConfigMap/shop-green-nginx"]],
  ["not for us to see: it is somebody's, and not missing", refusing(403), nginx, []],
  ["in a namespace of its own: it is asked for there", onlyIn("monitoring"), inOther, []],
  ["gone from a namespace of its own", onlyIn("default"), inOther, ["ConfigMap/grafana"]],
  [
    "of a kind that has only its name from ours",
    apiWith({}),
    object("serving.knative.dev/v1", "Service", "thumbs"),
    [],
  ],
  [
    "of an older version of a kind",
    apiWith({}),
    object("autoscaling/v1", "HorizontalPodAutoscaler", "x"),
    ["HorizontalPodAutoscaler/x"],
  ],
  [
    "a hook: Helm does not keep it",
    apiWith({}),
    object("v1", "ConfigMap", "x", {annotations: {"helm.sh/hook": "pre-install"}}),
    [],
  ],
])("what a manifest holds is asked for by name: %s", async (_, api, own, expected) => {
  expect(await missing(api, own)).toEqual(expected);
});

test("what cannot be asked for ends the look", async () => {
  await expect(missing(refusing(500), nginx)).rejects.toThrow("500");
});

const worker = {...object("apps/v1", "Deployment", "shop-green-worker"), spec: {replicas: 3}};
const queue = {...object("apps/v1", "StatefulSet", "shop-green-queue"), spec: {replicas: 1}};

test("workloads of a team's own templates are seen with the slot whose manifest holds them, whatever their labels", async () => {
  const {slots} = holding(worker, queue, {...worker, metadata: {name: "gone"}});
  const api = apiWith({deployments: [worker, deployment("green", 2)], statefulsets: [queue]});
  const {own} = await withOwn(api, "default", slots.green);
  expect(own.map(({kind, metadata}) => `${kind} ${metadata.name}`)).toEqual([
    "Deployment shop-green-worker",
    "StatefulSet shop-green-queue",
  ]);
});
