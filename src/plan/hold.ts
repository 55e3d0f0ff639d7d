import {refusal} from "../errors.ts";
import {writtenTraffic} from "../observe/router-of.ts";
import type {Origin} from "../release/block.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {type Phase, phaseOf, recordOf} from "../release/phase.ts";
import type {Incoming} from "./incoming.ts";
import {goOn} from "./roll-out.ts";
import {nothingToDo, type Plan} from "./step.ts";

/** Leaves the candidate at the share that it has, until somebody says how it goes on. */
export function planHold(observation: Observation, origin: Origin): Plan {
  const {release} = observation;
  const record = refuseWithout(observation);
  const next = [`helm djcd resume ${release}`, `helm djcd promote ${release}`, `helm djcd rollback ${release}`];
  const waits = {next, waits: record.number};
  const share = writtenShare(observation);
  if (record.held && share === shareOf(observation)) return {...nothingToDo(release, heldText(observation)), ...waits};
  const {by, reason} = origin;
  const traffic = {[record.live]: 100 - share, [otherSlot(record.live)]: share};
  const block = {...record, traffic, held: {by, ...(reason && {reason})}};
  const says = `#${record.number} stays at ${share} %: no step of its strategy comes, and nobody looks, until it is resumed`;
  return {
    release,
    steps: [{kind: "shift", block, why: `#${record.number} held at ${share} %`}],
    says: [says],
    questions: [],
    ...waits,
  };
}

/** Goes on with the steps of the strategy that are left, held or not. */
export function planResume(observation: Observation, incoming: Incoming): Plan {
  refuseWithout(observation);
  return goOn(observation, incoming);
}

/** What is said of a candidate that is held; nothing where it is not. */
export function heldText(observation: Observation): string {
  const {number, held} = recordOf(observation);
  const why = held?.reason ? ` (${held.reason})` : "";
  return `#${number} is held at ${shareOf(observation)} % by ${held?.by}${why}`;
}

/** What the route says: a rollback may have got no further than that, and nobody is given back what he lost. */
function writtenShare(observation: Observation): number {
  const written = writtenTraffic(observation);
  return written ? (written[otherSlot(recordOf(observation).live)] ?? 0) : shareOf(observation);
}

function shareOf(observation: Observation): number {
  const {live, traffic} = recordOf(observation);
  return traffic[otherSlot(live)] ?? 0;
}

const WITHOUT: Record<Exclude<Phase, "candidate">, string> = {
  unmanaged: "no rollout has been made yet",
  stable: "no rollout is out",
  warm: "the rollout is live already",
};

function refuseWithout(observation: Observation) {
  const phase = phaseOf(observation);
  if (phase === "candidate") return recordOf(observation);
  throw refusal(
    `${observation.release} has no candidate: ${WITHOUT[phase]}. Where it stands: helm djcd status ${observation.release}`,
  );
}
