import {sameWeights} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import {routerOf} from "../release/router-of.ts";
import type {Plan} from "./step.ts";

/** Where a plan has nothing to do, a route that differs from the record is put right: a command was killed between the two. */
export function healRoute(observation: Observation, plan: Plan): Plan {
  if (plan.steps.length > 0 || phaseOf(observation) === "unmanaged") return plan;
  const block = recordOf(observation);
  const written = routerOf(observation).read(observation.route);
  if (!written || sameWeights(written, block.traffic)) return plan;
  const says = [...plan.says, "the route differs from what is recorded, and is put right"];
  return {...plan, says, steps: [{kind: "shift", block, why: "route put right"}]};
}
