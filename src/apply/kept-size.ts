import type {Version} from "../plan/step.ts";
import {blockOf, personValues, slotValues} from "../release/block.ts";
import {declaredReplicas, grownByHand} from "../release/full-size.ts";
import {type Slot, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease} from "../release/phase.ts";
import type {Session} from "./session.ts";

type Given = Pick<Version, "chart" | "values">;

/**
 * Pods that live keeps at least when Helm writes it with other values: what somebody scaled it to, unless the number of
 * pods is what these values change; 0 where they decide.
 */
export async function keptSize(session: Session, observation: Observation, slot: Slot, given: Given): Promise<number> {
  const grown = grownByHand(observation, slot);
  if (grown === 0) return 0;
  const said = (values: Given["values"]): Promise<unknown> =>
    replicasOf(session, observation, slot, {...given, values});
  const [then, now] = await Promise.all([said(personValues(liveRelease(observation).values)), said(given.values)]);
  return JSON.stringify(then) === JSON.stringify(now) ? grown : 0;
}

/** What values by themselves say of each workload. */
async function replicasOf({helm}: Session, observation: Observation, slot: Slot, {chart, values}: Given) {
  const release = observation.slots[slot].release ?? observation.front;
  const name = slotRelease(observation.release, slot);
  const manifest = await helm.template(name, chart, slotValues(values, blockOf(0, undefined), release.revision + 1));
  const rendered = {release: {...release, manifest}};
  return observation.slots[slot].workloads.map((workload) => declaredReplicas(rendered, workload));
}
