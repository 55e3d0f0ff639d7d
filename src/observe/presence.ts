import type {Api} from "../kubernetes/api.ts";
import {ApiError} from "../kubernetes/api-error.ts";
import {listNames} from "../kubernetes/lists.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {type Kind, knownKind, objectPath} from "../kubernetes/paths.ts";
import {keyOf} from "../release/manifest.ts";
import {SLOTS} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {BYSTANDERS, lookedAt} from "./looked-at.ts";

/** The objects of those kinds that a release has, by kind and name. */
export async function observeBystanders(api: Api, namespace: string, release: string): Promise<string[]> {
  const labels = `app.kubernetes.io/instance=${release}`;
  const lists = await Promise.all(BYSTANDERS.map((kind) => namesOf(api, kind, namespace, labels)));
  return lists.flat();
}

async function namesOf(api: Api, kind: Kind, namespace: string, labels: string): Promise<string[]> {
  return (await listNames(api, kind, namespace, labels)).map((name) => `${kind}/${name}`);
}

/**
 * Which objects of a release exist, by kind and name. What a manifest holds and no label led to is asked for by its name: a
 * team's own templates have whatever labels their authors gave them.
 */
export async function withPresence(
  api: Api,
  observation: Observation,
  bystanders: readonly string[],
): Promise<Observation> {
  const seen = new Set([...bystanders, ...seenIn(observation)]);
  const unseen = recorded(observation).filter((object) => !seen.has(keyOf(object)));
  const found = await Promise.all(unseen.map((object) => isThere(api, observation.namespace, object)));
  const there = unseen.filter((_, index) => found[index]);
  return {...observation, present: new Set([...seen, ...there.map(keyOf)])};
}

function seenIn({route, slots}: Observation): string[] {
  const {objects: ofRoute, liveService} = route;
  const ofSlots = SLOTS.flatMap((slot) => {
    const {workloads, own, autoscalers, service} = slots[slot];
    return [...workloads, ...own, ...autoscalers, service];
  });
  return [...ofSlots, ...ofRoute, liveService].filter((object) => object !== undefined).map(keyOf);
}

function recorded({front, slots}: Observation): KubeObject[] {
  return [front, slots.blue.release, slots.green.release].flatMap((release) => lookedAt(release?.manifest ?? ""));
}

/** What is not for us to see is somebody's, and not missing. */
async function isThere(api: Api, namespace: string, object: KubeObject): Promise<boolean> {
  const kind = knownKind(object);
  const {name, namespace: home = namespace} = object.metadata;
  try {
    if (kind) await api.get(objectPath(kind, home, name), METADATA);
    return true;
  } catch (error) {
    if (error instanceof ApiError && [403, 404].includes(error.status)) return error.status === 403;
    throw error;
  }
}

const METADATA = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
