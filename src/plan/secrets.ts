import {slotBlock} from "../release/block.ts";
import {changedSecrets} from "../release/existing-secrets.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import type {Plan} from "./step.ts";

/**
 * A plan that leads back to a version from before says which Secrets do not go back with it: what is not the version's
 * own has no versions.
 */
export function tellOfSecrets(observation: Observation, plan: Plan): Plan {
  const says = [...toOlderPods(observation, plan), ...toOlderVersion(plan)];
  return {
    ...plan,
    says: [...plan.says, ...says.map((what) => `existing Secrets do not go back with the version: ${what}`)],
  };
}

function toOlderPods(observation: Observation, plan: Plan): string[] {
  const slot = slotToTake(observation, plan);
  const changed = slot ? changedOf(observation, slot) : [];
  return changed.map((name) => `${name} changed since ${slot} was filled, and stays as it is now`);
}

function toOlderVersion({steps}: Plan): string[] {
  const fill = steps.find((step) => step.kind === "fill");
  const names = fill?.from === undefined ? [] : fill.version.secrets;
  return names.length > 0 ? [`${names.join(", ")}, read as now`] : [];
}

/** The slot that gets all traffic and was filled before this plan. */
export function slotToTake(observation: Observation, {steps}: Plan): Slot | undefined {
  const last = steps.findLast((step) => step.kind === "shift");
  const slot = last && SLOTS.find((one) => last.block.traffic[one] === 100);
  const isFilled = steps.some((step) => step.kind === "fill" && step.slot === slot);
  const isMoved = last !== undefined && recordOf(observation).traffic[slot ?? "blue"] !== 100;
  return isMoved && !isFilled ? slot : undefined;
}

function changedOf({slots, secrets}: Observation, slot: Slot): string[] {
  const {release} = slots[slot];
  return release && secrets ? changedSecrets(slotBlock(release), secrets) : [];
}
