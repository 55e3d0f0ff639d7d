import {isDeepStrictEqual} from "node:util";
import type {Session} from "../apply/session.ts";
import {DjcdError} from "../errors.ts";
import {chartFiles} from "../helm/chart-files.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import type {Version} from "../plan/step.ts";
import {partOf, personValues, slotBlock, slotValues} from "../release/block.ts";
import {imageOf, type Settings, settingsOf} from "../release/computed-values.ts";
import {objectsIn} from "../release/manifest.ts";
import {slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease, recordOf} from "../release/phase.ts";
import {sameVersion} from "../release/version-facts.ts";

/**
 * The live version with settings that restart nothing (bounds of an HPA, a disruption budget, annotations of the
 * Ingress), in its own stored chart; nothing where what is asked for is another version.
 */
export async function settingsOnly(
  session: Session,
  observation: Observation,
  version: Version,
  {hosts}: Settings,
): Promise<Version | undefined> {
  const live = liveRelease(observation);
  if (partOf(live) === "front" || isDeepStrictEqual(personValues(live.values), personValues(version.values))) return;
  if (version.image !== imageOf(live.chart.values, live.values)) return;
  if (!isDeepStrictEqual(hosts, settingsOf(live.chart, live.values).hosts)) return;
  const {name, version: number} = live.chart.metadata;
  const kept = {...version, chart: chartFiles(live.chart), chartName: `${name}-${number}`};
  const given = await rendered(session, observation, version);
  const again = await rendered(session, observation, kept).catch(onlyRefused);
  const held = ofLive(observation, live.manifest);
  return again && sameVersion(held, given) && sameVersion(held, again) ? kept : undefined;
}

/** Whether the pods that are live run this version already, whatever stands once beside them. */
export async function runsAsLive(
  session: Session,
  observation: Observation,
  version: Version,
  {hosts}: Settings,
): Promise<boolean> {
  const live = liveRelease(observation);
  if (partOf(live) === "front" || version.image !== imageOf(live.chart.values, live.values)) return false;
  if (!isDeepStrictEqual(hosts, settingsOf(live.chart, live.values).hosts)) return false;
  return sameVersion(ofLive(observation, live.manifest), await rendered(session, observation, version));
}

/** Values that the live chart does not know ask for a newer chart: that is another version. */
function onlyRefused(error: unknown): undefined {
  if (!(error instanceof DjcdError)) throw error;
}

async function rendered(
  {helm}: Session,
  observation: Observation,
  {chart, values}: Version,
): Promise<readonly KubeObject[]> {
  const live = liveRelease(observation);
  const name = slotRelease(observation.release, recordOf(observation).live);
  return ofLive(observation, await helm.template(name, chart, slotValues(values, slotBlock(live), live.revision)));
}

/** All that the slot's release holds, a team's own too; the first slot of a plain install is rendered with what is there once. */
function ofLive(observation: Observation, manifest: string): KubeObject[] {
  const {live} = recordOf(observation);
  const isAlone = partOf(liveRelease(observation)) === "slot";
  return objectsIn(manifest).filter(({metadata}) => isAlone || metadata.labels?.slot === live);
}
