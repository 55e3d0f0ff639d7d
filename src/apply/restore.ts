import {chartFiles} from "../helm/chart-files.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {collectionPath, isKnownKind} from "../kubernetes/paths.ts";
import {missingOf} from "../observe/drift.ts";
import {observeBystanders, withPresence} from "../observe/observe-part.ts";
import type {Step} from "../plan/step.ts";
import {blockOf, slotBlock, slotValues} from "../release/block.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import {type Slot, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {ownedBy} from "../release/ownership.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {nextRevision, writeSlot} from "./record.ts";
import {look, type WriteSession} from "./session.ts";

/** Makes a slot again what is recorded of it. Of live only what is missing is made anew: its pods are not touched. */
export async function restore({slot}: Extract<Step, {kind: "restore"}>, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const {release} = observation.slots[slot];
  if (release && slot === recordOf(observation).live) return makeMissing(session, observation, release);
  await renderAgain(session, observation, slot);
}

async function makeMissing(session: WriteSession, observation: Observation, release: HelmRelease): Promise<void> {
  const {api, namespace} = session;
  const {present} = withPresence(observation, await observeBystanders(api, namespace, observation.release));
  const missing = new Set(missingOf(release.manifest, present));
  for (const object of objectsIn(release.manifest).filter((one) => missing.has(keyOf(one)))) {
    await create(session, ownedBy(release.name, namespace, object));
  }
}

async function create({api, namespace}: WriteSession, object: KubeObject): Promise<void> {
  if (isKnownKind(object.kind)) await api.create(collectionPath(object.kind, namespace), object);
}

/** The slot's own chart and values; where somebody uninstalled the live slot, what the front knows of them. */
async function renderAgain(session: WriteSession, observation: Observation, slot: Slot): Promise<void> {
  const name = slotRelease(observation.release, slot);
  const stored = observation.slots[slot].release;
  const {chart, values} = stored ?? liveRelease(observation);
  const block = stored ? slotBlock(stored) : blockOf(recordOf(observation).number, undefined);
  await writeSlot(session, {
    release: name,
    chart: chartFiles(chart),
    values: slotValues(values, block, nextRevision(observation, name)),
    description: `#${block.number} put right`,
  });
}
