import type {Autoscaler, Deployment, KubeObject} from "../kubernetes/objects.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import type {SlotObservation} from "../release/observation.ts";
import {allReady, READY, type Readiness, waiting} from "./readiness.ts";

/** Whether the cluster shows what is recorded of a slot: that its pods are well says nothing while they are the old ones. */
export function slotFollows({release, workloads, autoscalers}: SlotObservation): Readiness {
  const of = (wanted: string): KubeObject[] => objectsIn(release?.manifest ?? "").filter(({kind}) => kind === wanted);
  return allReady([
    ...of("Deployment").map((one) => workloadFollows(one as Deployment, workloads)),
    ...of("HorizontalPodAutoscaler").map((one) => autoscalerFollows(one as Autoscaler, autoscalers, workloads)),
  ]);
}

/** Whether the version that is recorded of a slot ever came into the cluster, whatever its size. */
export function versionFollows({release, workloads}: SlotObservation): boolean {
  const written = objectsIn(release?.manifest ?? "").filter(({kind}) => kind === "Deployment") as Deployment[];
  return written.every((one) => {
    const found = workloads.find((other) => keyOf(other) === keyOf(one));
    return found && differenceIn(one.spec.template, found.spec.template, "spec.template") === undefined;
  });
}

/** An HPA brings its workload to the least at once, whatever is measured. */
function autoscalerFollows(
  wanted: Autoscaler,
  autoscalers: readonly Autoscaler[],
  workloads: readonly Deployment[],
): Readiness {
  const {minReplicas = 1, scaleTargetRef} = wanted.spec;
  const found = autoscalers.find((one) => keyOf(one) === keyOf(wanted));
  const name = `HorizontalPodAutoscaler ${wanted.metadata.name}`;
  if (found?.spec.minReplicas !== minReplicas) return waiting(`${name} does not keep ${minReplicas} pods yet`);
  const size = workloads.find(({metadata}) => metadata.name === scaleTargetRef.name)?.spec.replicas ?? 1;
  return size < minReplicas ? waiting(`${name} has ${size}/${minReplicas} pods`) : READY;
}

function workloadFollows(wanted: Deployment, workloads: readonly Deployment[]): Readiness {
  const found = workloads.find((one) => keyOf(one) === keyOf(wanted));
  const name = `Deployment ${wanted.metadata.name}`;
  if (!found) return waiting(`${name} is not there yet`);
  const differs =
    differenceIn(wanted.spec.template, found.spec.template, "spec.template") ??
    (wanted.spec.replicas === undefined
      ? undefined
      : differenceIn(wanted.spec.replicas, found.spec.replicas, "spec.replicas"));
  return differs ? waiting(`${name} is not as it is written yet: ${differs}`) : READY;
}

/** The API server writes quantities in its own way: 0.5 is 500m. */
const IN_OTHER_WORDS = new Set(["resources"]);

/**
 * Where an object does not hold what is wanted of it; nothing where it does. The API server adds defaults, and leaves out
 * what is empty.
 */
export function differenceIn(wanted: unknown, found: unknown, path: string): string | undefined {
  if (isEmpty(wanted) && isEmpty(found)) return undefined;
  if (Array.isArray(wanted)) return arrayDifference(wanted, found, path);
  if (typeof wanted !== "object" || wanted === null) return wanted === found ? undefined : path;
  const other = (found ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(wanted)
    .filter(([key]) => !IN_OTHER_WORDS.has(key))
    .map(([key, value]) => differenceIn(value, other[key], `${path}.${key}`))
    .find((difference) => difference !== undefined);
}

function arrayDifference(wanted: readonly unknown[], found: unknown, path: string): string | undefined {
  if (!Array.isArray(found) || found.length !== wanted.length) return path;
  return wanted
    .map((value, index) => differenceIn(value, found[index], `${path}[${index}]`))
    .find((difference) => difference !== undefined);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** The Jobs that are recorded of a slot. */
export function recordedJobs({release}: SlotObservation): KubeObject[] {
  return objectsIn(release?.manifest ?? "").filter(({kind}) => kind === "Job");
}
