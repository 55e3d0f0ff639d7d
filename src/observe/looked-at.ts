import type {KubeObject} from "../kubernetes/objects.ts";
import {knownKind} from "../kubernetes/paths.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import {OWN_WORKLOADS} from "../release/own-workloads.ts";
import {ROUTE_KINDS} from "../routers/routers.ts";

/** Kinds that no decision rests on, and whose loss a person should hear of. */
export const BYSTANDERS = ["ConfigMap", "PodDisruptionBudget", "Secret", "ServiceAccount"] as const;

/** Kinds whose existence is looked at. */
const KINDS = new Set<string>([...BYSTANDERS, ...ROUTE_KINDS, ...OWN_WORKLOADS, "Service", "HorizontalPodAutoscaler"]);

/** Objects of a manifest whose existence is looked at. */
export function lookedAt(manifest: string): KubeObject[] {
  return objectsIn(manifest).filter((object) => KINDS.has(knownKind(object) ?? ""));
}

/** Objects of a manifest that somebody deleted; none where nobody looked. */
export function missingOf(manifest: string, present: ReadonlySet<string> | undefined): string[] {
  if (!present) return [];
  return lookedAt(manifest)
    .map(keyOf)
    .filter((key) => !present.has(key));
}
