import {isDeepStrictEqual} from "node:util";
import type {Deployment, KubeObject} from "../kubernetes/objects.ts";
import {keyOf} from "./manifest.ts";

/**
 * What of a slot's objects makes a version: pod templates, and the environment that pods read. Two renders that agree
 * in this run the same; everything else (size, bounds, budgets) can change under a version without touching a pod.
 */
function makesVersion(objects: readonly KubeObject[]): Readonly<Record<string, unknown>> {
  const facts = objects
    .filter(({kind}) => kind in VERSION_FACTS)
    .map((object) => [keyOf(object), factOf(object)] as const);
  return Object.fromEntries(facts);
}

/** Whether pods of the one need not be replaced to run the other. */
export function sameVersion(one: readonly KubeObject[], other: readonly KubeObject[]): boolean {
  return isDeepStrictEqual(makesVersion(one), makesVersion(other));
}

type WithData = KubeObject & {readonly data?: unknown; readonly stringData?: unknown};

const environment = (object: KubeObject): unknown => {
  const {data, stringData} = object as WithData;
  return {data, stringData};
};

const workload = (object: KubeObject): unknown => {
  const {spec} = object as Deployment;
  // A Deployment that an HPA takes over drops to one pod when `replicas` leaves its manifest (both Helms): that takes a new slot.
  return {template: spec.template, isSized: spec.replicas !== undefined};
};

const VERSION_FACTS: Readonly<Record<string, (object: KubeObject) => unknown>> = {
  Deployment: workload,
  StatefulSet: workload,
  ConfigMap: environment,
  Secret: environment,
};

function factOf(object: KubeObject): unknown {
  return VERSION_FACTS[object.kind]?.(object);
}
