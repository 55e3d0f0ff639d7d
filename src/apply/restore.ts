import {chartFiles} from "../helm/chart-files.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import {collectionOf, pathOf} from "../kubernetes/any-path.ts";
import {ApiError, unlessThere} from "../kubernetes/api-error.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {imagesChanged} from "../observe/drift.ts";
import {missingOf} from "../observe/looked-at.ts";
import {observeBystanders, withPresence} from "../observe/presence.ts";
import type {Step} from "../plan/step.ts";
import {blockOf, slotBlock, slotValues} from "../release/block.ts";
import {grownByHand} from "../release/full-size.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import {type Slot, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {ownedBy} from "../release/ownership.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {nextRevision, writeSlot} from "./record.ts";
import {look, type WriteSession} from "./session.ts";

/**
 * Makes a slot again what is recorded of it. Of live, and of one that is as it was but for what was deleted, only what is
 * missing is made anew: its pods are not touched.
 */
export async function restore({slot}: Extract<Step, {kind: "restore"}>, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const {release} = observation.slots[slot];
  const isWhole = slot === recordOf(observation).live || imagesChanged(observation.slots[slot]).length === 0;
  if (release && isWhole) return makeMissing(session, observation, release);
  await renderAgain(session, observation, slot);
}

/** What cannot be made is told and left: no object but the route keeps traffic from going back. */
async function makeMissing(session: WriteSession, observation: Observation, release: HelmRelease): Promise<void> {
  const {api, namespace} = session;
  const {present} = await withPresence(api, observation, await observeBystanders(api, namespace, observation.release));
  const missing = new Set(missingOf(release.manifest, present));
  for (const object of objectsIn(release.manifest).filter((one) => missing.has(keyOf(one)))) {
    const refused = await create(session, ownedBy(release.name, namespace, object));
    if (refused) session.says(`  ${keyOf(object)} cannot be put back: ${refused}`);
  }
}

/** Makes an object, or says why the API server does not have it; one that is there is there. */
async function create({api, namespace}: WriteSession, object: KubeObject): Promise<string | undefined> {
  const path = await pathOf(api, namespace, object);
  try {
    if (path) await unlessThere(api.create(collectionOf(path), object));
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.said;
    throw error;
  }
}

/** The slot's own chart and values; where somebody uninstalled the live slot, what the front knows of them. */
async function renderAgain(session: WriteSession, observation: Observation, slot: Slot): Promise<void> {
  const name = slotRelease(observation.release, slot);
  const stored = observation.slots[slot].release;
  const {chart, values} = stored ?? liveRelease(observation);
  const block = stored ? slotBlock(stored) : blockOf(recordOf(observation).number, undefined);
  const least = grownByHand(observation, slot);
  await writeSlot(session, {
    release: name,
    chart: chartFiles(chart),
    values: slotValues(values, {...block, ...(least > 0 && {least})}, nextRevision(observation, name)),
    description: `#${block.number} put right`,
  });
}
