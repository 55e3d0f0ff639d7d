import {refusal} from "../errors.ts";
import {withoutCandidate} from "../release/block.ts";
import {otherSlot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {numberIn, type Phase, phaseOf, recordOf} from "../release/phase.ts";
import {planFinish} from "./finish.ts";
import {handOver} from "./hand-over.ts";
import {heldText} from "./hold.ts";
import type {Incoming} from "./incoming.ts";
import {refuseBackToDead} from "./live-dead.ts";
import {planMove} from "./move-router.ts";
import {goOn, rollOut} from "./roll-out.ts";
import {nothingToDo, type Plan, type Step, type Version} from "./step.ts";
import {takeDown, takeDownLeftover} from "./take-down.ts";

/** Releases a version: hand-over, migrations, fill, then the strategy's moves up to the first pause for a person. */
export function planUpgrade(observation: Observation, incoming: Incoming): Plan {
  return PLANS[phaseOf(observation)](observation, incoming);
}

type UpgradePlan = (observation: Observation, incoming: Incoming) => Plan;

const fromStable: UpgradePlan = (observation, incoming) => {
  if (incoming.move) return planMove(observation, incoming.move);
  if (incoming.same === "live") return alreadyLive(observation);
  if (incoming.settings) return adjust(observation, incoming.settings);
  const before = [...handOver(observation), ...(incoming.same === "filled" ? [] : takeDownLeftover(observation))];
  return rollOut(observation, incoming, before);
};

const fromCandidate: UpgradePlan = (observation, incoming) => {
  if (incoming.same === "candidate")
    return recordOf(observation).held ? stillHeld(observation) : goOn(observation, incoming);
  if (incoming.same === "live") throw refusal(backInstead(observation));
  if (incoming.settings) throw refusal(settingsLater(observation));
  refuseBackToDead(observation);
  return rollOut(observation, incoming, withdraw(observation));
};

const fromWarm: UpgradePlan = (observation, incoming) => {
  if (incoming.same === "live") return alreadyLive(observation);
  if (incoming.settings) return adjust(observation, incoming.settings);
  const finish = planFinish(observation);
  const plan = rollOut(observation, incoming, finish.steps);
  return {...plan, says: [...finish.says, ...plan.says]};
};

const PLANS: Record<Phase, UpgradePlan> = {
  unmanaged: fromStable,
  stable: fromStable,
  candidate: fromCandidate,
  warm: fromWarm,
};

function alreadyLive(observation: Observation): Plan {
  const {release} = observation;
  return nothingToDo(release, `${release}: nothing new, this version with these values is live already`, [
    `helm djcd status ${release}`,
  ]);
}

/** Settings that restart nothing are no rollout: live gets them where it is, and keeps its number. */
function adjust(observation: Observation, version: Version): Plan {
  const {release} = observation;
  const block = recordOf(observation);
  const number = numberIn(observation, block.live) ?? 0;
  const why = `#${number} with other settings`;
  return {
    release,
    steps: [...handOver(observation), {kind: "adjust", slot: block.live, version, why}, {kind: "shift", block, why}],
    says: [`${release}: only settings that restart nothing: #${number} in ${block.live} gets them, no rollout`],
    questions: [],
    next: [`helm djcd status ${release}`],
  };
}

/** A pipeline that runs again goes on with nothing that a person holds. */
function stillHeld(observation: Observation): Plan {
  const {release} = observation;
  const next = ["resume", "promote", "rollback"].map((verb) => `helm djcd ${verb} ${release}`);
  return {...nothingToDo(release, heldText(observation), next), waits: recordOf(observation).number};
}

function settingsLater(observation: Observation): string {
  const {release} = observation;
  return (
    `this is the version that is live with other settings, and #${recordOf(observation).number} is out. ` +
    `End that first, with: helm djcd promote ${release}; or: helm djcd rollback ${release}`
  );
}

function backInstead({release}: Observation): string {
  return `this is the version that is live, and another one is being released. To withdraw that: helm djcd rollback ${release}`;
}

/** A candidate that another version replaces: traffic back to live first, then its slot is emptied. */
function withdraw(observation: Observation): Step[] {
  const record = withoutCandidate(recordOf(observation));
  const block = {...record, traffic: {[record.live]: 100}};
  const slot = otherSlot(record.live);
  return [{kind: "shift", block, why: `#${record.number} withdrawn`}, ...takeDown(slot)];
}
