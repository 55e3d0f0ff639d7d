import {refusal} from "../errors.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {numberIn, type Phase, phaseOf, recordOf} from "../release/phase.ts";
import {promoted} from "./moves-to-steps.ts";
import {nothingToDo, type Plan} from "./step.ts";

/** Makes the candidate live, at once. */
export function planPromote(observation: Observation): Plan {
  return PLANS[phaseOf(observation)](observation);
}

const fromCandidate = (observation: Observation): Plan => {
  const {release} = observation;
  const record = recordOf(observation);
  const candidate = otherSlot(record.live);
  const block = promoted(record, record.number, candidate, numberIn(observation, record.live) ?? 0);
  return {
    release,
    steps: [
      {kind: "ready", slot: candidate},
      {kind: "shift", block, why: `#${record.number} is live`},
    ],
    says: [`#${record.number} in ${candidate} becomes live`],
    questions: [],
    next: [`helm djcd finish ${release}`, `helm djcd rollback ${release}`],
  };
};

function noCandidate({release}: Observation): never {
  throw refusal(`${release} has no candidate to promote. Release one: helm djcd upgrade ${release} CHART`);
}

const PLANS: Record<Phase, (observation: Observation) => Plan> = {
  unmanaged: noCandidate,
  stable: noCandidate,
  candidate: fromCandidate,
  warm: (observation) => {
    const {release} = observation;
    return nothingToDo(release, `#${recordOf(observation).number} is live already`, [`helm djcd finish ${release}`]);
  },
};
