import type {KubeObject, Scalable} from "../kubernetes/objects.ts";
import {knownKind} from "../kubernetes/paths.ts";
import {keyOf, objectsIn} from "./manifest.ts";
import {hasRole, type SlotObservation} from "./observation.ts";

/** Kinds that keep pods, as many as they are told. */
export const OWN_WORKLOADS: readonly Scalable["kind"][] = ["Deployment", "StatefulSet"];

/**
 * What a slot's manifest holds of workloads beside those that it is judged by: a team's own, under whatever labels. They go
 * up and down with the slot, and nothing waits for them.
 */
export function declaredOwn({release, workloads}: Pick<SlotObservation, "release" | "workloads">): Scalable[] {
  const judged = new Set(workloads.map(keyOf));
  return objectsIn(release?.manifest ?? "")
    .filter(isWorkload)
    .filter((object) => !judged.has(keyOf(object)));
}

/** The same of a version that no slot holds yet: by its labels, as it is not known how it will be seen. */
export function ownIn(manifest: string): Scalable[] {
  return objectsIn(manifest)
    .filter(isWorkload)
    .filter((object) => !hasRole(object, "workload"));
}

function isWorkload(object: KubeObject): object is Scalable {
  return OWN_WORKLOADS.some((kind) => kind === knownKind(object));
}

/** Pods that a workload of a team's own has while its slot is up: what its version says; where that says nothing, an HPA of theirs decides, which leaves 0 alone. */
export function ownSize({release}: Pick<SlotObservation, "release">, own: Scalable): number {
  const declared = objectsIn(release?.manifest ?? "").find((object) => keyOf(object) === keyOf(own)) as Scalable;
  return declared?.spec.replicas ?? Math.max(1, own.spec.replicas ?? 1);
}
