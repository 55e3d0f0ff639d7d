import type {Api} from "./api.ts";
import {orNothing} from "./api-error.ts";
import type {KubeList, KubeObject} from "./objects.ts";
import {collectionPath, type Kind} from "./paths.ts";

/** For lists of which only names and labels count. */
export const METADATA_ONLY = "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";

/** All objects of a kind with these labels; none where the cluster does not know the kind, as without the Gateway API. */
export async function listObjects<T>(api: Api, kind: Kind, namespace: string, labels: string): Promise<readonly T[]> {
  const list = await orNothing(api.get<KubeList<T>>(collectionPath(kind, namespace, labels)));
  // Alone among answers, the items of a list do not say what they are.
  return (list?.items ?? []).map((item) => ({...item, kind}));
}

/** Their names alone. */
export async function listNames(api: Api, kind: Kind, namespace: string, labels: string): Promise<string[]> {
  const list = await orNothing(api.get<KubeList<KubeObject>>(collectionPath(kind, namespace, labels), METADATA_ONLY));
  return (list?.items ?? []).map(({metadata}) => metadata.name);
}
