import type {Session} from "../apply/session.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {versionBrought} from "../plan/changes.ts";
import type {Plan, Version} from "../plan/step.ts";
import {frontValues, slotBlock, slotValues} from "../release/block.ts";
import {objectsIn} from "../release/manifest.ts";
import {slotRelease} from "../release/names.ts";
import {type ObjectChange, objectChanges} from "../release/object-changes.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";

/**
 * How what is rendered for the version of a plan differs from what is live: both in live's place, so that names and slot
 * are the same, and what differs is what a person changed.
 */
export async function changedObjects(
  session: Session,
  observation: Observation,
  plan: Plan,
): Promise<readonly ObjectChange[]> {
  const version = versionBrought(observation, plan);
  if (!version) return [];
  const {front} = observation;
  const live = liveRelease(observation);
  const held = [live, ...(live === front ? [] : [front])].flatMap(({manifest}) => objectsIn(manifest));
  return objectChanges(
    held.filter(isOfVersion),
    (await renderedInPlace(session, observation, version)).filter(isOfVersion),
  );
}

/** As the live slot, and as the front of today. */
async function renderedInPlace(
  {helm}: Session,
  observation: Observation,
  {chart, values}: Version,
): Promise<KubeObject[]> {
  const {front, release} = observation;
  const live = liveRelease(observation);
  const record = recordOf(observation);
  const asSlot = slotValues(values, slotBlock(live), live.revision);
  const asFront = frontValues({...live, values}, record, front.revision);
  const manifests = await Promise.all([
    helm.template(slotRelease(release, record.live), chart, asSlot),
    helm.template(release, chart, asFront),
  ]);
  return manifests.flatMap(objectsIn);
}

/** A migration Job is named by what it runs, and is told as a step. */
function isOfVersion({kind}: KubeObject): boolean {
  return kind !== "Job";
}
