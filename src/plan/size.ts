import {declaredReplicas, grownByHand, grownTo} from "../release/full-size.ts";
import {otherSlot, type Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import type {Plan, StepKind} from "./step.ts";

/** Steps that bring a slot to its size. */
const SIZED: ReadonlySet<StepKind> = new Set(["scale-up", "ready"]);

/** Steps in which Helm writes a slot that answers requests. */
const WRITTEN: ReadonlySet<StepKind> = new Set(["adopt", "adjust"]);

/** A plan says where a slot gets or keeps more pods than its version says: somebody, or an HPA, gave live as many. */
export function tellOfSize(observation: Observation, plan: Plan): Plan {
  return {...plan, says: [...plan.says, ...keeps(observation, plan), ...grows(observation, plan)]};
}

function keeps(observation: Observation, {steps}: Plan): string[] {
  const {live} = recordOf(observation);
  const isWritten = steps.some((step) => WRITTEN.has(step.kind) && "slot" in step && step.slot === live);
  return isWritten && grownByHand(observation, live) > 0 ? [`${live} keeps the pods that somebody gave it`] : [];
}

/** Of the first slot that is brought to its size: the other one has the traffic. */
function grows(observation: Observation, {steps}: Plan): string[] {
  const step = steps.find(({kind}) => SIZED.has(kind));
  return step && "slot" in step ? grownLines(observation, step.slot) : [];
}

function grownLines(observation: Observation, slot: Slot): string[] {
  const beside = observation.slots[otherSlot(slot)];
  return beside.workloads.flatMap((workload) => {
    const pods = grownTo(observation, otherSlot(slot), workload);
    const said = declaredReplicas({release: beside.release ?? observation.front}, workload);
    if (pods === 0) return [];
    const why = said !== undefined && said < pods ? `, where its version says ${said}` : "";
    return [`${slot} is made as large as live: ${workload.metadata.name} has ${pods} pods${why}`];
  });
}
