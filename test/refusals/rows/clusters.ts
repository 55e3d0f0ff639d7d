import type {KubeObject} from "../../../src/kubernetes/objects.ts";
import {template, writeChart} from "../../charts/render.ts";
import {candidateAt, stable, unmanaged} from "../../fixtures/worlds/worlds.ts";
import {shop} from "../../generate/worlds.ts";
import type {Cluster} from "../run.ts";
import {objectsOf, rendered, shopValues} from "../worlds.ts";

// The shop of the worlds, served as an API server would.

export const STABLE: Cluster = {objects: objectsOf(stable)};
export const CANDIDATE: Cluster = {objects: objectsOf(candidateAt(25))};
export const UNMANAGED: Cluster = {objects: objectsOf(unmanaged)};

const slotManifest = (release: string, number: number): Promise<string> =>
  template("helm4", {
    chart: writeChart(shop()),
    release,
    values: {...shopValues, part: "slot", rollout: {number, revision: 1}},
  });

/** The same as STABLE, with what Helm rendered in its releases. */
export const RENDERED: Cluster = {
  objects: objectsOf(stable, rendered({"shop-green": await slotManifest("shop-green", 1)})),
};

const ofArgo = (object: KubeObject): KubeObject => {
  const {kind, metadata} = object;
  const annotations = {"argocd.argoproj.io/tracking-id": `shop:apps/${kind}:default/${metadata.name}`};
  return {...object, metadata: {...metadata, namespace: "default", annotations}};
};

/** The same as STABLE, applied by Argo CD. */
export const APPLIED: Cluster = {
  objects: {...STABLE.objects, deployments: (STABLE.objects?.deployments ?? []).map(ofArgo)},
};
