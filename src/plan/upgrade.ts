import type {AnalysisSettings} from "../analysis/settings.ts";
import type {SmokeCheck} from "../analysis/smoke.ts";
import {refusal} from "../errors.ts";
import {otherSlot, type Slot} from "../release/names.ts";
import {isUp, type Observation} from "../release/observation.ts";
import {idleSlot, numberIn, type Phase, phaseOf, recordOf} from "../release/phase.ts";
import {type Move, movesAfter, untilPerson} from "../strategies/moves.ts";
import {planFinish} from "./finish.ts";
import {handOver} from "./hand-over.ts";
import {refuseBackToDead} from "./live-dead.ts";
import {movesToSteps} from "./moves-to-steps.ts";
import {nothingToDo, type Plan, type Step, type Version} from "./step.ts";
import {takeDown, takeDownLeftover} from "./take-down.ts";

/** The version that a person wants out, and what was found out about it. */
export interface Incoming {
  readonly version: Version;
  /** Which slot holds exactly this version already. */
  readonly same: "live" | "candidate" | "filled" | undefined;
  /** The live version with other settings, where only such were changed as restart nothing. */
  readonly settings?: Version | undefined;
  readonly moves: readonly Move[];
  /** What it has to answer before it gets traffic. */
  readonly smoke?: readonly SmokeCheck[];
  /** What decides in the pauses whether it goes on. */
  readonly analysis?: AnalysisSettings | undefined;
  /** Migrations that its image has and the database has not; nothing where nobody looked. */
  readonly pending: readonly string[] | undefined;
  /** Why old code may break on the schema of this version; one sentence each. */
  readonly risks: readonly string[];
  readonly migrationSeconds: number;
  readonly why: string;
  readonly says: readonly string[];
}

/** Releases a version: hand-over, migrations, fill, then the strategy's moves up to the first pause for a person. */
export function planUpgrade(observation: Observation, incoming: Incoming): Plan {
  return PLANS[phaseOf(observation)](observation, incoming);
}

type UpgradePlan = (observation: Observation, incoming: Incoming) => Plan;

const fromStable: UpgradePlan = (observation, incoming) => {
  if (incoming.same === "live") return alreadyLive(observation);
  if (incoming.settings) return adjust(observation, incoming.settings);
  const before = [...handOver(observation), ...(incoming.same === "filled" ? [] : takeDownLeftover(observation))];
  return release(observation, incoming, before);
};

const fromCandidate: UpgradePlan = (observation, incoming) => {
  if (incoming.same === "candidate") return goOn(observation, incoming);
  if (incoming.same === "live") throw refusal(backInstead(observation));
  if (incoming.settings) throw refusal(settingsLater(observation));
  refuseBackToDead(observation);
  return release(observation, incoming, withdraw(observation));
};

const fromWarm: UpgradePlan = (observation, incoming) => {
  if (incoming.same === "live") return alreadyLive(observation);
  if (incoming.settings) return adjust(observation, incoming.settings);
  const finish = planFinish(observation);
  const plan = release(observation, incoming, finish.steps);
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
  const {candidate: _, ...record} = recordOf(observation);
  const block = {...record, traffic: {[record.live]: 100}};
  const slot = otherSlot(record.live);
  return [{kind: "shift", block, why: `#${record.number} withdrawn`}, ...takeDown(slot)];
}

function release(observation: Observation, incoming: Incoming, before: readonly Step[]): Plan {
  const record = recordOf(observation);
  const candidate = idleSlot(observation);
  const number = record.number + 1;
  const moves = untilPerson(smokeFirst(incoming));
  const liveNumber = numberIn(observation, record.live) ?? 0;
  const steps: Step[] = [
    ...before,
    ...migrate(observation, incoming),
    ...(incoming.same === "filled" && isUp(observation.slots[candidate]) ? [] : fill(observation, incoming, number)),
    {kind: "scale-up", slot: candidate},
    {kind: "ready", slot: candidate},
    ...withSmoke(
      movesToSteps(moves, record, number, candidate, liveNumber).map(watched(incoming)),
      candidate,
      incoming,
    ),
  ];
  const {version, says} = incoming;
  const what = `#${number}: ${version.image}, chart ${version.chartName}, into ${candidate}`;
  return {
    release: observation.release,
    steps,
    says: [what, ...says],
    questions: questions(incoming),
    next: nextAfter(observation, incoming.moves, lastWeight(moves) ?? 0),
    ...waitsAt(number, lastWeight(moves) ?? 0),
  };
}

/** A slot is reached by itself when the route lists it: without traffic first, where something is to be asked. */
function smokeFirst({moves, smoke = []}: Incoming): readonly Move[] {
  const [first] = moves;
  const isListedFirst = first && "weight" in first && first.weight === 0;
  return smoke.length === 0 || isListedFirst ? moves : [{weight: 0}, ...moves];
}

function withSmoke([listed, ...rest]: readonly Step[], slot: Slot, incoming: Incoming): Step[] {
  return [...(listed ? [listed] : []), ...smokeSteps(slot, incoming), ...rest];
}

function smokeSteps(slot: Slot, {smoke: checks = []}: Incoming): Step[] {
  return checks.length === 0 ? [] : [{kind: "smoke", slot, checks}];
}

/** A pause knows by what the candidate is judged. */
function watched({analysis}: Incoming): (step: Step) => Step {
  return (step) => (step.kind === "pause" && analysis ? {...step, analysis} : step);
}

function migrate(observation: Observation, {pending = [], version, migrationSeconds}: Incoming): Step[] {
  if (pending.length === 0) return [];
  return [{kind: "migrate", slot: idleSlot(observation), version, pending, seconds: migrationSeconds}];
}

function fill(observation: Observation, {version, pending = [], why}: Incoming, number: number): Step[] {
  return [{kind: "fill", slot: idleSlot(observation), number, version, needs: pending, why}];
}

function questions({risks}: Incoming): string[] {
  return risks.length === 0 ? [] : [`${risks.join("\n")}\nCode that is live now may break on this schema. Go on?`];
}

/** The steps that are left of a rollout that was interrupted or waits. */
function goOn(observation: Observation, incoming: Incoming): Plan {
  const {release} = observation;
  const record = recordOf(observation);
  const candidate = otherSlot(record.live);
  const weight = record.traffic[candidate] ?? 0;
  const left = untilPerson(movesAfter(incoming.moves, weight));
  if (waitsForPerson(left)) {
    const says = `#${record.number} is at ${weight} % and waits for a person`;
    return {
      ...nothingToDo(release, says, nextAfter(observation, incoming.moves, weight)),
      ...waitsAt(record.number, weight),
    };
  }
  const liveNumber = numberIn(observation, record.live) ?? 0;
  const moves = movesToSteps(left, record, record.number, candidate, liveNumber).map(watched(incoming));
  const says = [`#${record.number} goes on from ${weight} %`];
  const smoke = weight === 0 ? smokeSteps(candidate, incoming) : [];
  return {
    release,
    steps: [{kind: "ready", slot: candidate}, ...smoke, ...moves],
    says,
    questions: [],
    next: nextAfter(observation, incoming.moves, lastWeight(left) ?? weight),
    ...waitsAt(record.number, lastWeight(left) ?? weight),
  };
}

/** Short of 100 % the steps end where a person has to say how it goes on. */
function waitsAt(number: number, weight: number): Pick<Plan, "waits"> {
  return weight < 100 ? {waits: number} : {};
}

function waitsForPerson([first]: readonly Move[]): boolean {
  return first === undefined || ("pause" in first && first.pause === undefined);
}

function lastWeight(moves: readonly Move[]): number | undefined {
  return moves.findLast((move) => "weight" in move)?.weight;
}

/** What a person types when the candidate has this weight: the next step of the strategy first. */
function nextAfter({release}: Observation, moves: readonly Move[], weight: number): string[] {
  if (weight === 100) return [`helm djcd finish ${release}`, `helm djcd rollback ${release}`];
  const next = movesAfter(moves, weight).find((move) => "weight" in move);
  const step = next && next.weight < 100 ? [`helm djcd shift ${release} ${next.weight}`] : [];
  return [...step, `helm djcd promote ${release}`, `helm djcd rollback ${release}`];
}
