import type {KubeObject} from "../kubernetes/objects.ts";

const OWNER = "meta.helm.sh/release-name";

/** The Helm release that says it owns an object. */
export function ownerOf({metadata}: KubeObject): string | undefined {
  return metadata.annotations?.[OWNER];
}

/** An object as Helm would have made it for a release: without the label Helm would not know it for its own. */
export function ownedBy<T extends KubeObject>(release: string, namespace: string, object: T): T {
  const annotations = {...object.metadata.annotations, [OWNER]: release, "meta.helm.sh/release-namespace": namespace};
  const labels = {...object.metadata.labels, "app.kubernetes.io/managed-by": "Helm"};
  return {...object, metadata: {...object.metadata, labels, annotations}};
}

/** The command that gives an object to a release. */
export function giveTo(release: string, {kind, metadata}: KubeObject): string {
  return `kubectl annotate ${kind.toLowerCase()} ${metadata.name} ${OWNER}=${release} --overwrite`;
}
