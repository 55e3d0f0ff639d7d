import type {Api} from "../kubernetes/api.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import {METADATA_ONLY} from "../kubernetes/lists.ts";
import type {KubeList, KubeObject, KubeSecret} from "../kubernetes/objects.ts";
import {collectionPath, objectPath} from "../kubernetes/paths.ts";
import {decodeRelease, type HelmRelease, type RevisionLabel} from "./helm-release.ts";

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
  const {name: secret, creationTimestamp: created, uid, resourceVersion} = metadata;
  const etag = uid && resourceVersion && `${uid} ${resourceVersion}`;
  return {
    release: name,
    revision: Number(version),
    status,
    secret,
    ...(created ? {created} : {}),
    ...(etag ? {etag} : {}),
  };
}

/** The newest of three releases, before and after a step, with room to spare. */
const KEPT = 12;

/** Revisions as they were read: a command looks at the same three again and again, and each is the largest of its look. */
const read = new Map<string, Promise<HelmRelease | undefined>>();

/** One stored revision, whole; nothing where it is gone. */
export function readRevision(
  api: Api,
  namespace: string,
  {secret, etag}: RevisionLabel,
): Promise<HelmRelease | undefined> {
  const known = etag === undefined ? undefined : read.get(etag);
  if (known) return known;
  const reading = fetchRevision(api, namespace, secret);
  if (etag !== undefined) keep(etag, reading);
  return reading;
}

async function fetchRevision(api: Api, namespace: string, name: string): Promise<HelmRelease | undefined> {
  const stored = await orNothing(api.get<KubeSecret>(objectPath("Secret", namespace, name)));
  return stored && decodeRelease(stored);
}

function keep(etag: string, reading: Promise<HelmRelease | undefined>): void {
  if (read.size >= KEPT) read.clear();
  read.set(etag, reading);
  // What could not be read is read again.
  reading.catch(() => void (read.get(etag) === reading && read.delete(etag)));
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
