import type {Api} from "../../kubernetes/api.ts";
import {ApiError, orNothing} from "../../kubernetes/api-error.ts";
import type {KubeObject} from "../../kubernetes/objects.ts";
import {collectionPath, type Kind, knownKind, objectPath} from "../../kubernetes/paths.ts";
import {missingIn} from "../../kubernetes/rights.ts";
import {objectsIn} from "../../release/manifest.ts";
import {CheckFailed} from "../check-failed.ts";
import type {Session} from "../session.ts";

/** What is written is refused by the API server: no controller can apply it, however long one waits. */
export class Refused extends CheckFailed {}

/** A Job that is there cannot be written again: its template never changes. */
const NEVER_REPLACED: ReadonlySet<string> = new Set(["Job"]);

/**
 * Asks the API server, by dry run, about each object of these manifests; throws its words where it refuses one. A
 * controller is told the same, and would leave it in a place of its own. Who may not ask hears nothing.
 */
export async function refuseRefused({api, namespace}: Session, manifests: readonly string[]): Promise<void> {
  for (const object of manifests.flatMap(objectsIn)) {
    const kind = knownKind(object);
    if (!kind || (object.metadata.namespace ?? namespace) !== namespace) continue;
    const said = await saidTo(api, namespace, kind, object);
    if (said) throw new Refused(`the API server refuses ${object.kind} ${object.metadata.name}: ${said}`);
  }
}

async function saidTo(api: Api, namespace: string, kind: Kind, object: KubeObject): Promise<string | undefined> {
  try {
    await dryRun(api, namespace, kind, object);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return isVerdict(error) ? error.said : undefined;
  }
}

/** What an API server says to an object: not to who asks, nor to a dry run, nor of a webhook that is away. */
function isVerdict({status, said}: ApiError): boolean {
  if (missingIn(said) || /does not support dry run/.test(said)) return false;
  return [400, 403, 422].includes(status);
}

async function dryRun(api: Api, namespace: string, kind: Kind, object: KubeObject): Promise<void> {
  const path = objectPath(kind, namespace, object.metadata.name);
  const found = await orNothing(api.get<KubeObject>(path));
  if (!found) return void (await api.create(`${collectionPath(kind, namespace)}?dryRun=All`, object));
  if (NEVER_REPLACED.has(kind)) return;
  const {resourceVersion} = found.metadata;
  await api.replace(`${path}?dryRun=All`, {...object, metadata: {...object.metadata, resourceVersion}});
}
