import {refusal} from "../errors.ts";
import {imagesChanged, isFrontStale} from "../observe/drift.ts";
import {missingOf} from "../observe/looked-at.ts";
import {writtenTraffic} from "../observe/router-of.ts";
import {sameWeights} from "../release/block.ts";
import type {Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import type {Plan, Step} from "./step.ts";

/**
 * Puts right, before a plan and within it, what somebody changed by hand or a kill left: live and front as recorded, and
 * a slot that is to get traffic as its version says. The live pods are never touched.
 */
export function putRight(observation: Observation, plan: Plan): Plan {
  if (phaseOf(observation) === "unmanaged" || plan.steps.some(({kind}) => kind === "uninstall")) return plan;
  const before = [...restoreLive(observation), ...recordAgain(observation, plan)];
  const steps = [...before, ...plan.steps.flatMap((step, index) => [...restoreFirst(observation, plan, index), step])];
  const says = before.length > 0 ? ["what differs from the record is put right"] : [];
  return {...plan, says: [...plan.says, ...says], steps};
}

function restoreLive(observation: Observation): Step[] {
  const {slots, present} = observation;
  const {live} = recordOf(observation);
  const {release} = slots[live];
  // Not waited for: where live is broken, the way out of that must not hang on it.
  return release && missingOf(release.manifest, present).length === 0 ? [] : [{kind: "restore", slot: live}];
}

/** A plan that moves traffic writes the weights itself: they are put right by themselves only where it does nothing. */
function recordAgain(observation: Observation, {steps, back}: Plan): Step[] {
  // Nothing writes the weights from which traffic has just gone back.
  if (back) return [];
  const block = recordOf(observation);
  const written = writtenTraffic(observation);
  const isMissing = !written || missingOf(observation.front.manifest, observation.present).length > 0;
  const isMoved = steps.length === 0 && written !== undefined && !sameWeights(written, block.traffic);
  if (!isMissing && !isMoved && !isFrontStale(observation)) return [];
  return [{kind: "shift", block, why: "put right"}];
}

/** Comes before the first step that makes a slot fit for traffic. */
function restoreFirst(observation: Observation, {steps}: Plan, index: number): Step[] {
  const step = steps[index];
  if (!step || !isFirstCheck(steps, index) || !("slot" in step)) return [];
  const {slots, present} = observation;
  const {slot} = step;
  if (slot === recordOf(observation).live || steps.some((one) => one.kind === "fill" && one.slot === slot)) return [];
  const missing = missingOf(slots[slot].release?.manifest ?? "", present);
  const changed = imagesChanged(slots[slot]);
  refuseChanged(observation, slot, changed);
  return missing.length + changed.length > 0 ? [{kind: "restore", slot}] : [];
}

function isFirstCheck(steps: readonly Step[], index: number): boolean {
  const isCheck = ({kind}: Step): boolean => kind === "scale-up" || kind === "ready";
  return steps.findIndex(isCheck) === index;
}

/** Pods that answer requests are not replaced by us, and code that nobody recorded does not go live. */
function refuseChanged(observation: Observation, slot: Slot, changed: readonly string[]): void {
  const weight = writtenTraffic(observation)?.[slot] ?? 0;
  if (changed.length === 0 || weight === 0) return;
  throw refusal(
    `${changed[0]}: somebody changed it, and it takes ${weight} % of the traffic. ` +
      `To withdraw it, type: helm djcd rollback ${observation.release}; then release it anew`,
  );
}
