import {isDeepStrictEqual} from "node:util";
import type {Session} from "../apply/session.ts";
import type {ChartMetadata, HelmRelease, Values} from "../helm/helm-release.ts";
import type {Incoming} from "../plan/incoming.ts";
import type {Version} from "../plan/step.ts";
import {frontBlock, partOf, personValues, slotBlock} from "../release/block.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
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
  return slotBlock(idle).number > frontBlock(front).number ? "filled" : undefined;
}

/** The same chart, the same values, and so the same objects: a chart folder may have changed under the same version. */
export async function isSame(
  {helm}: Session,
  held: HelmRelease,
  {chart, values}: Version,
  metadata: ChartMetadata,
): Promise<boolean> {
  if (!isDeepStrictEqual(personValues(held.values), personValues(values))) return false;
  if (!isDeepStrictEqual(held.chart.metadata, metadata)) return false;
  // The front stands in for a live slot that was uninstalled: what its objects were is not known any more.
  if (partOf(held) === "front") return true;
  const again = await helm.template(held.name, chart, sameBlock(held, values));
  return isDeepStrictEqual(objectsOf(again), objectsOf(held.manifest));
}

/** Who sizes a slot is said anew by a version: an autoscaler that a commit turned on waits for one. */
function sameBlock({values: {part, rollout}}: HelmRelease, values: Values): Values {
  const {autoscaled: _, ...block} = (rollout ?? {}) as Values;
  return part === undefined ? values : {...values, part, rollout: block};
}

function objectsOf(manifest: string): Map<string, unknown> {
  return new Map(objectsIn(manifest).map((object) => [keyOf(object), object]));
}
