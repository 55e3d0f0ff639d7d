import {refusal} from "../errors.ts";
import {writtenTraffic} from "../observe/router-of.ts";
import {otherSlot} from "../release/names.ts";
import {type Observation, readyEndpoints} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";

/** Why traffic cannot go back to live: it does not answer, and the candidate does; nothing where it can. */
export function backToDead(observation: Observation): string | undefined {
  const {slots, release} = observation;
  const {live, number, traffic} = recordOf(observation);
  const candidate = otherSlot(live);
  const answers = (slot: typeof live): boolean => readyEndpoints(slots[slot].endpoints) > 0;
  const weight = (writtenTraffic(observation) ?? traffic)[candidate] ?? 0;
  if (weight === 0 || answers(live) || !answers(candidate)) return undefined;
  return (
    `no pod of ${live}, the live slot, answers; #${number} in ${candidate} does, and takes ${weight} %: without it nobody would. ` +
    `Type: helm djcd promote ${release}; after that release another version`
  );
}

/** Refuses to take traffic from a candidate that answers to a live version that does not. */
export function refuseBackToDead(observation: Observation): void {
  const why = backToDead(observation);
  if (why) throw refusal(why);
}
