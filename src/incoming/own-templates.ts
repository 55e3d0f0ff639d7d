import type {Session} from "../apply/session.ts";
import type {Version} from "../plan/step.ts";
import {blockOf, type FrontBlock, frontValues, slotValues} from "../release/block.ts";
import {otherSlot, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {refuseSharedNames} from "../release/shared-names.ts";

/**
 * Renders a version as it will stand beside the live one and as a front, and refuses what would meet itself. How it looks
 * in the live slot's place comes back.
 */
export async function checkOwnTemplates(session: Session, observation: Observation, version: Version): Promise<string> {
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
  refuseSharedNames(version.chartName, candidate, live);
  refuseSharedNames(version.chartName, candidate, front);
  return live.manifest;
}

async function render({helm}: Session, release: string, {chart}: Version, values: Version["values"]) {
  return {release, manifest: await helm.template(release, chart, values)};
}
