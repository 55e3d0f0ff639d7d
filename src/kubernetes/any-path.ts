import type {Api} from "./api.ts";
import {orNothing} from "./api-error.ts";
import type {KubeObject} from "./objects.ts";
import {knownKind, objectPath} from "./paths.ts";

interface Served {
  readonly resources?: readonly {readonly name: string; readonly kind: string; readonly namespaced: boolean}[];
}

/**
 * Path of an object of whatever kind: what a team's own templates render is not for us to choose. Of a kind that djcd does
 * not know the API server is asked; nothing where it does not serve that either.
 */
export async function pathOf(api: Api, namespace: string, object: KubeObject): Promise<string | undefined> {
  const {metadata} = object;
  const kind = knownKind(object);
  const home = metadata.namespace ?? namespace;
  return kind ? objectPath(kind, home, metadata.name) : servedPath(api, home, object);
}

/** Path of the collection that an object is in. */
export function collectionOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

async function servedPath(api: Api, home: string, {apiVersion, kind, metadata}: KubeObject) {
  const group = `/${apiVersion.includes("/") ? "apis" : "api"}/${apiVersion}`;
  const {resources = []} = (await orNothing(api.get<Served>(group))) ?? {};
  const found = resources.find((one) => one.kind === kind && !one.name.includes("/"));
  return found && `${group}${found.namespaced ? `/namespaces/${home}` : ""}/${found.name}/${metadata.name}`;
}
