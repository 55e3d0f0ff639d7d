import {refusal} from "../errors.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import {type FrontBlock, frontBlock, listedSlots, partOf, slotBlock} from "./block.ts";
import {contractFault} from "./contract.ts";
import {otherSlot, SLOTS, type Slot, slotRelease} from "./names.ts";
import {isUp, type Observation} from "./observation.ts";
import {giveTo, ownerOf} from "./ownership.ts";

export type Phase = "unmanaged" | "stable" | "candidate" | "warm";

/** Where a rollout stands, by the front's record alone. */
export function phaseOf({front}: Observation): Phase {
  if (partOf(front) === "all") return "unmanaged";
  const {candidate, traffic} = frontBlock(front);
  if (candidate) return "candidate";
  return listedSlots(traffic).length === 2 ? "warm" : "stable";
}

/** Whether a rollout is out: two slots are listed. */
export function isOut(observation: Observation): boolean {
  return phaseOf(observation) === "candidate" || phaseOf(observation) === "warm";
}

/** What a release is before its first rollout: the version of the plain install is #0, in blue. */
const UNMANAGED: FrontBlock = {number: 0, live: "blue", traffic: {blue: 100}, previous: []};

/** The front's record; that of an unmanaged release as it will be after the hand-over. */
export function recordOf({front}: Observation): FrontBlock {
  return partOf(front) === "all" ? UNMANAGED : frontBlock(front);
}

/**
 * The release that holds the version of the live slot. The front has the same chart and the same of a person's values:
 * it stands in where somebody uninstalled the slot.
 */
export function liveRelease(observation: Observation): HelmRelease {
  const {front, slots} = observation;
  return slots[recordOf(observation).live].release ?? front;
}

/** Number of the rollout that a slot holds; nothing where it was never filled. */
export function numberIn({slots}: Observation, slot: Slot): number | undefined {
  const {release} = slots[slot];
  return release && slotBlock(release).number;
}

/** The slot that takes no part: neither live nor listed. */
export function idleSlot(observation: Observation): Slot {
  return otherSlot(recordOf(observation).live);
}

/** A slot that runs although the record lists it nowhere: what a killed command left. */
export function leftover(observation: Observation): Slot | undefined {
  const idle = idleSlot(observation);
  return phaseOf(observation) === "stable" && isUp(observation.slots[idle]) ? idle : undefined;
}

/** Refuses what is no release of a djcd chart that this version understands. */
export function refuseForeign(observation: Observation): void {
  const {front, slots, release} = observation;
  if (partOf(front) === "slot")
    throw refusal(
      `${release} is a slot of ${baseOf(release)}. Type: ${baseOf(release)} instead of ${release}`,
      "not-ours",
    );
  const fault = contractFault(`release ${release}`, front.chart.metadata);
  if (fault) throw refusal(fault, "not-ours");
  for (const {release: slot} of [slots.blue, slots.green]) {
    if (slot && partOf(slot) !== "slot")
      throw refusal(
        `release ${slot.name} is not a slot of ${release}: somebody installed it. Rename it, or uninstall it`,
        "not-ours",
      );
  }
}

/** `helm upgrade --take-ownership` of another release took objects away: its next upgrade, or its end, would change or delete them. */
export function takenAway({slots, release}: Observation): string | undefined {
  for (const slot of SLOTS) {
    const own = slotRelease(release, slot);
    const taken = slots[slot].workloads.find((workload) => ![undefined, own, release].includes(ownerOf(workload)));
    if (taken)
      return (
        `Deployment ${taken.metadata.name} belongs to release ${ownerOf(taken)}, not to ${own}: somebody took it over. ` +
        `Give it back: ${giveTo(own, taken)}; and take it out of ${ownerOf(taken)}`
      );
  }
  return undefined;
}

/** Refuses to act on a release of which another one owns a part. */
export function refuseTaken(observation: Observation): void {
  const why = takenAway(observation);
  if (why) throw refusal(why);
}

function baseOf(release: string): string {
  return release.replace(/-(blue|green)$/, "");
}
