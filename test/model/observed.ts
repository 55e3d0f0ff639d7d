import {type Slot, slotRelease} from "../../src/release/names.ts";
import type {Observation, SlotObservation} from "../../src/release/observation.ts";
import {deployment, endpoints, httpRoute, liveService, pod, service} from "../fixtures/worlds/objects.ts";
import {helmRelease} from "../fixtures/worlds/worlds.ts";
import {currentFront, liveSlot, type Model, type PodModel, type SlotModel, type SlotRevision} from "./model.ts";

/** What djcd would read of it. */
export function observed(model: Model): Observation {
  const {revision, block, tag} = currentFront(model);
  const image = {tag};
  const values = block ? {image, part: "front", rollout: {...block, revision}} : {image};
  return {
    release: "shop",
    namespace: "default",
    front: helmRelease("shop", values, {revision}),
    revisions: [
      ...labels("shop", model.front),
      ...labels("shop-blue", model.slots.blue.revisions),
      ...labels("shop-green", model.slots.green.revisions),
    ],
    slots: {blue: observedSlot("blue", model.slots.blue), green: observedSlot("green", model.slots.green)},
    route: {
      objects: [httpRoute(model.route)],
      gateway: undefined,
      liveService: liveService(liveSlot(model)),
      liveEndpoints: [],
    },
    runningJobs: [],
    failedJobs: [],
  };
}

function labels(release: string, revisions: readonly {readonly revision: number}[]): Observation["revisions"] {
  return revisions.map(({revision}, index) => ({
    release,
    revision,
    status: index === revisions.length - 1 ? "deployed" : "superseded",
    secret: `sh.helm.release.v1.${release}.v${revision}`,
  }));
}

function observedSlot(slot: Slot, {revisions, wanted, pods, marked}: SlotModel): SlotObservation {
  const newest = revisions.at(-1);
  const exists = newest !== undefined || wanted > 0;
  const ready = pods.filter((one) => one.ready).map(({name}) => name);
  const annotations: Readonly<Record<string, string>> = marked ? {"helm.sh/resource-policy": "keep"} : {};
  const workload = deployment(slot, wanted, annotations);
  const status = {...workload.status, availableReplicas: ready.length};
  return {
    slot,
    release: newest && slotHelmRelease(slot, newest),
    workloads: exists ? [{...workload, status}] : [],
    pods: pods.map((one) => observedPod(slot, one)),
    own: [],
    autoscalers: [],
    service: exists ? service(slot) : undefined,
    endpoints: exists ? [endpoints(`shop-${slot}`, ready)] : [],
  };
}

function slotHelmRelease(slot: Slot, {revision, number, from, tag, needs}: SlotRevision) {
  const rollout = {number, revision, ...(needs && {needs}), ...(from === undefined ? {} : {from})};
  return helmRelease(slotRelease("shop", slot), {image: {tag}, part: "slot", rollout}, {revision});
}

function observedPod(slot: Slot, {name, ready}: PodModel) {
  return ready ? pod(slot, name) : pod(slot, name, {phase: "Pending"});
}
