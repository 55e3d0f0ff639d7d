import {DjcdError, refusal} from "../errors.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import {candidateAt, shiftWhy} from "./moves-to-steps.ts";
import type {Plan} from "./step.ts";

/** Sets the candidate's weight, 0 to 99 percent, and stays there. */
export function planShift(observation: Observation, weight: number): Plan {
  const {release} = observation;
  if (weight === 100) throw new DjcdError(`100 % is the promotion. Type: helm djcd promote ${release}`);
  if (!Number.isInteger(weight) || weight < 0 || weight > 99)
    throw new DjcdError(`weight ${weight}: a whole number from 0 to 99 is needed`);
  if (phaseOf(observation) !== "candidate") {
    throw refusal(`${release} has no candidate to shift traffic to. Release one: helm djcd upgrade ${release} CHART`);
  }
  const record = recordOf(observation);
  const candidate = otherSlot(record.live);
  return {
    release,
    steps: [
      {kind: "ready", slot: candidate},
      {
        kind: "shift",
        block: candidateAt(record, record.number, candidate, weight),
        why: shiftWhy(record.number, weight),
      },
    ],
    says: [`#${record.number} in ${candidate} gets ${weight} %`],
    questions: [],
    next: [`helm djcd promote ${release}`, `helm djcd rollback ${release}`],
  };
}
