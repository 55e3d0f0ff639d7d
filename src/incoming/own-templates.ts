import type {Session} from "../apply/session.ts";
import type {Version} from "../plan/step.ts";
import {blockOf, type FrontBlock, frontValues, isCommitted, slotValues} from "../release/block.ts";
import {hooksOfVersion, type VersionHooks} from "../release/hooks.ts";
import {keyOf} from "../release/manifest.ts";
import {otherSlot, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {ownIn} from "../release/own-workloads.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {type Rendered, refuseRepeatedWork, refuseSharedNames} from "../release/shared-names.ts";
import {refuseOtherLiveService, refuseRenamed} from "./refuse-renamed.ts";

/** A version as it will stand beside the live one, in its place, and as a front. */
export interface RenderedParts {
  readonly candidate: Rendered;
  readonly live: Rendered;
  readonly front: Rendered;
}

/**
 * Renders a version as each of the three releases, and refuses what would meet itself, or would not be found by what
 * leads to both slots.
 */
export async function checkOwnTemplates(
  session: Session,
  observation: Observation,
  version: Version,
): Promise<RenderedParts> {
  const {release} = observation;
  const record = recordOf(observation);
  const slots = [otherSlot(record.live), record.live] as const;
  const number = record.number + 1;
  const block: FrontBlock = {...record, number, live: slots[0], traffic: {[slots[0]]: 100}};
  const values = slotValues(version.values, blockOf(number, []), 1);
  const [candidate, live, front] = await Promise.all([
    render(session, slotRelease(release, slots[0]), version, values),
    render(session, slotRelease(release, slots[1]), version, values),
    render(session, release, version, frontValues({...liveRelease(observation), values}, block, 1)),
  ]);
  refuseRenamed(observation, candidate.manifest, slots[0]);
  refuseOtherLiveService(observation, front.manifest);
  refuseSharedNames(version.chartName, candidate, live);
  for (const slot of [candidate, live]) refuseSharedNames(version.chartName, slot, front);
  refuseRepeatedWork(version.chartName, candidate, front);
  return {candidate, live, front};
}

/** What Helm will run when the idle slot is filled; a controller has its own way with hooks (GitOps). */
export function hooksOfFill({front: held, revisions}: Observation, parts: RenderedParts): VersionHooks {
  if (isCommitted(held)) return {run: [], says: []};
  const {candidate, front} = parts;
  return hooksOfVersion(candidate, front, !revisions.some((one) => one.release === candidate.release));
}

/** The workloads of a team's own that go up and down with the slot. */
export function tellOfOwnIn({candidate}: RenderedParts): string[] {
  const own = ownIn(candidate.manifest).map(keyOf);
  return own.length > 0 ? [`of your own templates, up and down with ${candidate.release}: ${own.join(", ")}`] : [];
}

async function render({helm}: Session, release: string, {chart}: Version, values: Version["values"]) {
  return {release, manifest: await helm.template(release, chart, values)};
}
