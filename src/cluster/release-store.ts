import {decodeRelease, type HelmRelease, type RevisionLabel} from "../release/helm-release.ts";
import {type Api, orNothing} from "./api.ts";
import {METADATA_ONLY} from "./lists.ts";
import type {KubeList, KubeObject, KubeSecret} from "./objects.ts";
import {collectionPath, objectPath} from "./paths.ts";

/** All stored revisions of the named releases, oldest first. A Secret of Helm is 10 to 200 KB: only its metadata is listed. */
export async function listRevisions(
  api: Api,
  namespace: string,
  releases: readonly string[],
): Promise<RevisionLabel[]> {
  const labels = `owner=helm,name in (${releases.join(",")})`;
  const list = await api.get<KubeList<KubeObject>>(collectionPath("Secret", namespace, labels), METADATA_ONLY);
  return (list.items ?? []).map(readLabels).sort((a, b) => a.revision - b.revision);
}

function readLabels({metadata}: KubeObject): RevisionLabel {
  const labels = metadata.labels ?? {};
  const {name = "", version = "0", status = ""} = labels;
  const {name: secret, creationTimestamp: created} = metadata;
  return {release: name, revision: Number(version), status, secret, ...(created ? {created} : {})};
}

/** One stored revision, whole; nothing where it is gone. */
export async function readRevision(
  api: Api,
  namespace: string,
  label: RevisionLabel,
): Promise<HelmRelease | undefined> {
  const secret = await orNothing(api.get<KubeSecret>(objectPath("Secret", namespace, label.secret)));
  return secret && decodeRelease(secret);
}

/** Names of all releases of a namespace, by Helm's Secrets. */
export async function listReleases(api: Api, namespace: string): Promise<string[]> {
  const list = await api.get<KubeList<KubeObject>>(collectionPath("Secret", namespace, "owner=helm"), METADATA_ONLY);
  return [...new Set((list.items ?? []).map((item) => item.metadata.labels?.name ?? ""))].filter(Boolean).sort();
}

/** Takes a revision out of Helm's history: nobody can roll back to it any more. */
export async function pruneRevision(api: Api, namespace: string, label: RevisionLabel): Promise<void> {
  await orNothing(api.remove(objectPath("Secret", namespace, label.secret)));
}
