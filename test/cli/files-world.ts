import * as yaml from "js-yaml";
import {expect} from "vitest";
import {generateChart} from "../../src/generate/chart.ts";
import type {Values} from "../../src/helm/helm-release.ts";
import type {Deployment, KubeObject} from "../../src/kubernetes/objects.ts";
import type {FrontBlock} from "../../src/release/block.ts";
import {committedFront, committedSlot} from "../../src/release/committed.ts";
import {SLOTS, type Slot} from "../../src/release/names.ts";
import {template, writeChart} from "../charts/render.ts";
import {deployment, endpoints, pod} from "../fixtures/worlds/objects.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";
import {shop, sources} from "../generate/worlds.ts";
import {type Outcome, run} from "../refusals/run.ts";
import type {Answers} from "../refusals/stub.ts";

export const said = {
  image: {repository: "shop", tag: "v1"},
  hosts: ["shop.example.com"],
  router: "gateway-api",
  gateway: {parentRefs: [{name: "public"}]},
};

/** Values files, and the cluster that a controller makes of them. */
export interface World {
  readonly block: FrontBlock;
  readonly numbers: Readonly<Record<Slot, number>>;
  readonly idle: readonly Slot[];
  /** What the team said, where it is not the usual. */
  readonly person?: Values;
  /** Pods of each slot, where an HPA decides. */
  readonly pods?: Readonly<Record<Slot, number>>;
  readonly least?: Readonly<Record<Slot, number>>;
  /** Which image each slot runs, where it is not the usual. */
  /** Whether the slots were filled as such that an HPA sizes. */
  readonly autoscaled?: boolean;
  readonly tags?: Readonly<Record<Slot, string>> | undefined;
}

export const previous: readonly number[] = [];
export const candidateAt = (weight: number): World => ({
  block: {number: 1, live: "blue", candidate: "green", traffic: {blue: 100 - weight, green: weight}, previous},
  numbers: {blue: 0, green: 1},
  idle: [],
});
const CANDIDATES = new Map([5, 25, 50].map((weight) => [weight, candidateAt(weight)]));
export const candidate = (weight: number): World => CANDIDATES.get(weight) ?? expect.fail(`no world has ${weight} %`);
export const stable: World = {
  block: {number: 1, live: "green", traffic: {green: 100}, previous: [0]},
  numbers: {blue: 0, green: 1},
  idle: ["blue"],
};
export const warm: World = {...stable, block: {...stable.block, traffic: {blue: 0, green: 100}}, idle: []};

const TAGS = {blue: "v1", green: "v2"};

export function valuesOf({
  block,
  numbers,
  idle,
  person = said,
  least,
  tags = TAGS,
  autoscaled = false,
}: World): Record<string, object> {
  const slot = (one: Slot) =>
    committedSlot(
      {...person, image: {...said.image, tag: tags[one]}},
      {number: numbers[one], needs: []},
      {idle: idle.includes(one), least: least?.[one] ?? 0, autoscaled},
    );
  const live = helmRelease("live", slot(block.live));
  const {values} = {...live, values: slot(block.live)};
  return {front: committedFront({...live, values}, block), blue: slot("blue"), green: slot("green")};
}

export const charts = Object.fromEntries(
  ["front", "blue", "green"].flatMap((file) =>
    generateChart(shop(), sources).map(({path, content}) => [`deploy/charts/${file}/${path}`, content]),
  ),
);

export function filesOf(world: World, changed: Readonly<Record<string, string>> = {}): Record<string, string> {
  const values = Object.entries(valuesOf(world)).map(([file, one]) => [
    `deploy/${file}.yaml`,
    `# Ours.\n${yaml.dump(one)}`,
  ]);
  return {...charts, ...Object.fromEntries(values), ...changed};
}

const chart = writeChart(shop());

const clusters = new Map<World, Promise<Record<string, KubeObject[]>>>();

/** The cluster of a world, rendered once. */
export function clusterOf(world: World): Promise<Record<string, KubeObject[]>> {
  const known = clusters.get(world) ?? makeCluster(world);
  clusters.set(world, known);
  return known;
}

/** Objects as a controller makes them of the files, and a kubelet of them. */
async function makeCluster(world: World): Promise<Record<string, KubeObject[]>> {
  const values = valuesOf(world);
  const rendered = await Promise.all(
    Object.entries(values).map(([file, one]) =>
      template("helm4", {chart, release: file === "front" ? "shop" : `shop-${file}`, values: one}),
    ),
  );
  const objects = rendered.flatMap((text) => yaml.loadAll(text).filter(Boolean) as KubeObject[]);
  const of = (kind: string): KubeObject[] => objects.filter((object) => object.kind === kind);
  const up = SLOTS.filter((slot) => !world.idle.includes(slot));
  const pods = (slot: Slot): string[] => [`shop-web-${slot}-0`, `shop-web-${slot}-1`];
  return {
    deployments: of("Deployment").map((object) => running(object as Deployment, world.pods)),
    horizontalpodautoscalers: of("HorizontalPodAutoscaler"),
    poddisruptionbudgets: of("PodDisruptionBudget"),
    configmaps: of("ConfigMap"),
    secrets: of("Secret"),
    serviceaccounts: of("ServiceAccount"),
    services: of("Service"),
    httproutes: of("HTTPRoute").map((one) => ({...one, metadata: {...one.metadata, namespace: "default"}})),
    pods: up.flatMap((slot) => pods(slot).map((name) => pod(slot, name))),
    endpointslices: up.map((slot) => {
      const slice = endpoints(`shop-${slot}`, pods(slot));
      return {...slice, metadata: {...slice.metadata, labels: {...slice.metadata.labels, slot}}};
    }),
  };
}

/** A Deployment whose pods are there: as many as it says, or as an HPA said. */
function running(object: Deployment, pods: World["pods"]): Deployment {
  const {metadata, spec} = object;
  const replicas = spec.replicas ?? pods?.[metadata.labels?.slot as Slot] ?? 0;
  const {status} = deployment("blue", replicas);
  return {...object, metadata: {...metadata, generation: 2}, spec: {...spec, replicas}, ...(status && {status})};
}

/** Runs a command where the cluster follows the files, or another world's. */
export async function typed(
  words: string,
  world: World,
  files = filesOf(world),
  shown = world,
  answers: Answers = () => undefined,
): Promise<Outcome> {
  return run({typed: words, files, cluster: {objects: await clusterOf(shown), answers}});
}
