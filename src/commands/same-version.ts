import {isDeepStrictEqual} from "node:util";
import * as yaml from "js-yaml";
import type {Session} from "../apply/session.ts";
import type {Version} from "../plan/step.ts";
import type {Incoming} from "../plan/upgrade.ts";
import {frontBlock, partOf, personValues, slotBlock, slotValues} from "../release/block.ts";
import type {ChartMetadata, HelmRelease, Values} from "../release/helm-release.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, liveRelease, phaseOf} from "../release/phase.ts";

/** Which slot holds exactly this version already; nothing where none does. */
export async function whichIsSame(
  session: Session,
  observation: Observation,
  version: Version,
  metadata: ChartMetadata,
): Promise<Incoming["same"]> {
  const {front, slots} = observation;
  const live = liveRelease(observation);
  if (await isSame(session, live, version, metadata)) return "live";
  const idle = slots[idleSlot(observation)].release;
  if (!idle || partOf(front) === "all" || !(await isSame(session, idle, version, metadata))) return undefined;
  if (phaseOf(observation) === "candidate") return "candidate";
  // An upgrade that was killed between filling the slot and listing it.
  return slotBlock(idle).number === frontBlock(front).number + 1 ? "filled" : undefined;
}

/** The same chart, the same values, and so the same objects: a chart folder may have changed under the same version. */
async function isSame(
  {helm}: Session,
  held: HelmRelease,
  {chart, values}: Version,
  metadata: ChartMetadata,
): Promise<boolean> {
  if (!isDeepStrictEqual(personValues(held.values), personValues(values))) return false;
  if (!isDeepStrictEqual(held.chart.metadata, metadata)) return false;
  const again = await helm.template(held.name, chart, sameBlock(held, values));
  return isDeepStrictEqual(objectsOf(again), objectsOf(held.manifest));
}

function sameBlock(held: HelmRelease, values: Values): Values {
  return partOf(held) === "all" ? values : slotValues(values, slotBlock(held), held.revision);
}

/** Objects by name, hooks left out: Helm does not keep them in a release's manifest. */
function objectsOf(manifest: string): Map<string, unknown> {
  const objects = yaml.loadAll(manifest).filter(Boolean) as {
    kind: string;
    metadata: {name: string; annotations?: Values};
  }[];
  const kept = objects.filter(({metadata}) => metadata.annotations?.["helm.sh/hook"] === undefined);
  return new Map(kept.map((object) => [`${object.kind}/${object.metadata.name}`, object]));
}
