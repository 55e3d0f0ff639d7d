import {keyOf} from "../release/manifest.ts";
import type {Observation} from "../release/observation.ts";
import type {Plan, Step, StepKind} from "./step.ts";

const MOVES: Partial<Record<StepKind, string>> = {"scale-up": "comes up", "scale-down": "goes down"};

/** A plan names the workloads of a team's own templates that go up and down with a slot. */
export function tellOfOwn(observation: Observation, plan: Plan): Plan {
  const said = plan.steps.flatMap((step) => movesOf(observation, step));
  return {...plan, says: [...plan.says, ...new Set(said)]};
}

function movesOf({slots}: Observation, step: Step): string[] {
  const moves = MOVES[step.kind];
  if (!moves || !("slot" in step)) return [];
  return slots[step.slot].own.map((own) => `${keyOf(own)}, of your own templates, ${moves} with ${step.slot}`);
}
