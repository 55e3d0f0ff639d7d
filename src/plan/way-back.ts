import {strayRoutes} from "../observe/stray-routes.ts";
import {keyOf} from "../release/manifest.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import {backToDead} from "./live-dead.ts";
import {closeRoutes} from "./move-router.ts";
import {planRollback} from "./rollback.ts";
import {nothingToDo, type Plan} from "./step.ts";
import {endUnlisted, hasRejectedLeftover} from "./take-down.ts";

/** After a failed check of a rollout: a candidate is withdrawn, a slot that was never listed goes down, live is not touched. */
export function planWayBack(observation: Observation, rollout: number): Plan {
  const {release} = observation;
  const stuck = phaseOf(observation) === "candidate" ? backToDead(observation) : undefined;
  if (stuck) return nothingToDo(release, `traffic stays where it is: ${stuck}`);
  if (phaseOf(observation) === "candidate") return planRollback(observation, undefined);
  const ends = hasRejectedLeftover(observation) || isUnlisted(observation, rollout);
  const unlisted = ends ? endUnlisted(observation, rollout, `#${rollout} failed`) : [];
  const steps = [...closeRoutes(strayRoutes(observation).map(keyOf)), ...unlisted];
  return {release, steps, says: ["the way back: the version that is live keeps all traffic"], questions: [], next: []};
}

function isUnlisted(observation: Observation, number: number): boolean {
  return phaseOf(observation) === "stable" && number > recordOf(observation).number;
}
