import {refusal} from "../errors.ts";
import {type FrontBlock, type SlotBlock, slotBlock, withoutCandidate} from "../release/block.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, numberIn, type Phase, phaseOf, recordOf} from "../release/phase.ts";
import {workTitle} from "../release/work.ts";
import {handOver} from "./hand-over.ts";
import {refuseBackToDead} from "./live-dead.ts";
import {promoted} from "./moves-to-steps.ts";
import type {Question} from "./question.ts";
import type {Plan, Step, Version} from "./step.ts";
import {endUnlisted, hasRejectedLeftover, takeDown, takeDownLeftover} from "./take-down.ts";
import {lastNumber, unlistedUpgrade} from "./unfinished.ts";

/** An older rollout as Helm's history of the slot releases holds it. */
export interface Older {
  readonly number: number;
  readonly version: Version;
  /** Of the image, which a tag alone does not tell. */
  readonly says?: readonly string[];
  readonly questions?: readonly Question[];
}

/** Which rollout a rollback leads to; nothing where no stored version is needed for it. */
export function rollbackTarget(observation: Observation, to: number | undefined): number | undefined {
  if (phaseOf(observation) === "unmanaged") throw refusal(plainInstead(observation));
  if (to !== undefined && phaseOf(observation) !== "stable") throw refusal(firstEnd(observation, to));
  if (phaseOf(observation) !== "stable") return undefined;
  if (to === undefined && (hasRejectedLeftover(observation) || unlistedUpgrade(observation)))
    return interrupted(observation)?.from;
  const target = to ?? recordOf(observation).previous[0];
  if (target === undefined) throw refusal(`${observation.release} has no version before this one to go back to`);
  if (target === numberIn(observation, recordOf(observation).live)) throw refusal(`#${target} is live already`);
  return target;
}

/** A cold rollback that was killed after it filled the idle slot, and before it was recorded. */
function interrupted(observation: Observation): SlotBlock | undefined {
  const {release} = observation.slots[idleSlot(observation)];
  const block = release && slotBlock(release);
  return block && block.number > recordOf(observation).number ? block : undefined;
}

function plainInstead({release}: Observation): string {
  return `${release} is a plain Helm release, no rollout has been made yet. Type: helm rollback ${release}`;
}

function firstEnd(observation: Observation, to: number): string {
  const {release} = observation;
  const {number} = recordOf(observation);
  const end = phaseOf(observation) === "candidate" ? `helm djcd rollback ${release}` : `helm djcd finish ${release}`;
  return `#${number} is still out: end it first, with: ${end}; then: helm djcd rollback ${release} --to ${to}`;
}

/** Takes traffic back: to the live version while a candidate is out, to the version before while warm, else to an older one. */
export function planRollback(observation: Observation, older: Older | undefined): Plan {
  return PLANS[phaseOf(observation)](observation, older);
}

type RollbackPlan = (observation: Observation, older: Older | undefined) => Plan;

const fromCandidate: RollbackPlan = (observation) => {
  refuseBackToDead(observation);
  const {candidate} = recordOf(observation);
  const record = withoutCandidate(recordOf(observation));
  const slot = candidate ?? otherSlot(record.live);
  const block = {...record, traffic: {[record.live]: 100}};
  const says = `#${record.number} in ${slot} is withdrawn, ${record.live} keeps all traffic`;
  const steps: Step[] = [{kind: "shift", block, why: `#${record.number} rolled back`}, ...takeDown(slot)];
  return {...back(observation, says, steps), back: block};
};

const fromWarm: RollbackPlan = (observation) => {
  const record = recordOf(observation);
  const before = otherSlot(record.live);
  const block: FrontBlock = {...record, live: before, traffic: {[before]: 100}, previous: record.previous.slice(1)};
  const number = record.previous[0] ?? 0;
  const plan = back(observation, `traffic goes back to #${number} in ${before}, #${record.number} goes down`, [
    {kind: "scale-up", slot: before},
    {kind: "ready", slot: before},
    {kind: "shift", block, why: `#${record.number} rolled back to #${number}`},
    ...takeDown(record.live),
  ]);
  return {...plan, back: block};
};

const fromStable: RollbackPlan = (observation, older) => {
  if (older) return refill(observation, older);
  return back(observation, whatEnds(observation), [
    ...handOver(observation),
    ...endUnlisted(observation, lastNumber(observation), `#${lastNumber(observation)} ended`),
  ]);
};

function whatEnds(observation: Observation): string {
  const upgrade = unlistedUpgrade(observation);
  if (!upgrade) return "the rollback that was interrupted is brought to its end";
  return `${workTitle(upgrade)} ends here: ${recordOf(observation).live}, which is live, keeps all traffic`;
}

const PLANS: Record<Phase, RollbackPlan> = {
  unmanaged: (observation) => {
    throw refusal(plainInstead(observation));
  },
  stable: fromStable,
  candidate: fromCandidate,
  warm: fromWarm,
};

/** A cold rollback is a rollout of its own, with the next number. What it needs of the database it had when it was live. */
function refill(observation: Observation, {number: from, version, says = [], questions = []}: Older): Plan {
  const record = recordOf(observation);
  const slot = idleSlot(observation);
  const isFilled = hasRejectedLeftover(observation) && interrupted(observation)?.from === from;
  const number = isFilled ? (numberIn(observation, slot) ?? 0) : lastNumber(observation) + 1;
  const block = promoted(record, number, slot, numberIn(observation, record.live) ?? 0);
  const why = `#${number} rolls back to #${from}`;
  const fill: Step[] = [...takeDownLeftover(observation), {kind: "fill", slot, number, version, needs: [], from, why}];
  const plan = back(observation, `${why}: ${version.image}, chart ${version.chartName}, into ${slot}`, [
    ...handOver(observation),
    ...(isFilled ? [] : fill),
    {kind: "scale-up", slot},
    {kind: "ready", slot},
    {kind: "shift", block, why},
  ]);
  const next = [`helm djcd finish ${observation.release}`, `helm djcd rollback ${observation.release}`];
  return {...plan, says: [...plan.says, ...says], questions, next};
}

function back({release}: Observation, says: string, steps: readonly Step[]): Plan {
  return {release, steps, says: [says], questions: [], next: [`helm djcd status ${release}`]};
}
