import {refusal} from "../errors.ts";
import {strayRoutes} from "../observe/stray-routes.ts";
import {keyOf} from "../release/manifest.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {leftover, type Phase, phaseOf, recordOf} from "../release/phase.ts";
import {handOver} from "./hand-over.ts";
import {closeRoutes} from "./move-router.ts";
import {nothingToDo, type Plan} from "./step.ts";
import {takeDown, takeDownLeftover} from "./take-down.ts";

/** Ends a rollout: the route lists the live slot only, the version before goes down. */
export function planFinish(observation: Observation): Plan {
  return PLANS[phaseOf(observation)](observation);
}

const fromStable = (observation: Observation): Plan => {
  const {release} = observation;
  const steps = [
    ...handOver(observation),
    ...closeRoutes(strayRoutes(observation).map(keyOf)),
    ...takeDownLeftover(observation),
  ];
  if (steps.length === 0) return nothingToDo(release, `${release}: nothing to finish, no rollout is out`);
  const says = [
    `${release}: what a command that was interrupted left${leftover(observation) ? " running" : ""} is put away`,
  ];
  return {release, steps, says, questions: [], next: [`helm djcd status ${release}`]};
};

const fromWarm = (observation: Observation): Plan => {
  const {release} = observation;
  const record = recordOf(observation);
  const before = otherSlot(record.live);
  const block = {...record, traffic: {[record.live]: 100}};
  return {
    release,
    steps: [{kind: "shift", block, why: `#${record.number} finished`}, ...takeDown(before)],
    says: [`#${record.number} is finished: ${before}, the version before, goes down`],
    questions: [],
    next: [`helm djcd status ${release}`],
  };
};

const PLANS: Record<Phase, (observation: Observation) => Plan> = {
  unmanaged: ({release}) => nothingToDo(release, `${release}: nothing to finish, no rollout has been made yet`),
  stable: fromStable,
  candidate: (observation) => {
    const {number} = recordOf(observation);
    const {release} = observation;
    throw refusal(
      `#${number} is still a candidate. Type: helm djcd promote ${release}, or: helm djcd rollback ${release}`,
    );
  },
  warm: fromWarm,
};
