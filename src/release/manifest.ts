import * as yaml from "js-yaml";
import type {HelmRelease} from "../helm/helm-release.ts";
import type {KubeObject} from "../kubernetes/objects.ts";

/** The three releases of a look, before and after a step, with room to spare. */
const KEPT = 12;

/** A command asks the same manifests many times over, and to read one takes longer than to fetch it. */
const read = new Map<string, readonly KubeObject[]>();

/** All objects of a rendered manifest. */
export function allObjectsIn(manifest: string): readonly KubeObject[] {
  const known = read.get(manifest);
  if (known) return known;
  const objects = manifest.trim() === "" ? [] : (yaml.loadAll(manifest).filter(Boolean) as KubeObject[]);
  if (read.size >= KEPT) read.clear();
  read.set(manifest, objects);
  return objects;
}

/** The objects of a rendered manifest, hooks left out: Helm does not keep them in a release. */
export function objectsIn(manifest: string): KubeObject[] {
  return allObjectsIn(manifest).filter(({metadata}) => metadata.annotations?.["helm.sh/hook"] === undefined);
}

/** How an object is told from every other one of its namespace. */
export function keyOf({kind, metadata}: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** What a killed Helm may have made that nothing else wants: objects of its revision that none of the others holds. */
export function onlyIn(dead: HelmRelease, others: readonly HelmRelease[]): KubeObject[] {
  const wanted = new Set(others.flatMap(({manifest}) => objectsIn(manifest).map(keyOf)));
  return objectsIn(dead.manifest).filter((object) => !wanted.has(keyOf(object)));
}
