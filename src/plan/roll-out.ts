import {otherSlot, type Slot} from "../release/names.ts";
import {isUp, type Observation} from "../release/observation.ts";
import {idleSlot, numberIn, recordOf} from "../release/phase.ts";
import {type Move, movesAfter, untilPerson} from "../strategies/moves.ts";
import type {Incoming} from "./incoming.ts";
import {movesToSteps} from "./moves-to-steps.ts";
import type {Question} from "./question.ts";
import {nothingToDo, type Plan, type Step} from "./step.ts";
import {lastNumber, unlistedUpgrade} from "./unfinished.ts";

/** Brings a version out: migrations, fill, then the strategy's moves up to the first that waits for a person. */
export function rollOut(observation: Observation, incoming: Incoming, before: readonly Step[]): Plan {
  const record = {...recordOf(observation), strategy: incoming.strategy};
  const candidate = idleSlot(observation);
  const number = numberFor(observation, incoming);
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
    says: [what, ...says, ...watchLine(incoming)],
    questions: questions(incoming),
    next: nextAfter(observation, incoming.moves, lastWeight(moves) ?? 0),
    ...waitsAt(number, lastWeight(moves) ?? 0),
  };
}

/** A rollout that was cut short and is gone on with keeps its number; every other one has a new one. */
function numberFor(observation: Observation, {same, version}: Incoming): number {
  const filled = numberIn(observation, idleSlot(observation)) ?? 0;
  if (same === "filled") return filled;
  const begun = unlistedUpgrade(observation);
  const isSame = begun?.image === version.image && begun.rollout !== undefined && begun.rollout > filled;
  return isSame ? (begun.rollout as number) : lastNumber(observation) + 1;
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

/** A pause knows by what the candidate is judged: what is measured, and what it has to answer again and again. */
function watched({analysis, smoke: checks = []}: Incoming): (step: Step) => Step {
  const more = {...(analysis && {analysis}), ...(checks.length > 0 && {checks})};
  return (step) => (step.kind === "pause" ? {...step, ...more} : step);
}

/** The pause that comes next began when the share before it was recorded. */
function begunAt(since: string): (step: Step, index: number) => Step {
  return (step, index) => (step.kind === "pause" && index === 0 ? {...step, since} : step);
}

function migrate(observation: Observation, {pending = [], version, migrationSeconds}: Incoming): Step[] {
  if (pending.length === 0) return [];
  return [{kind: "migrate", slot: idleSlot(observation), version, pending, seconds: migrationSeconds}];
}

function fill(observation: Observation, {version, pending = [], hooks = []}: Incoming, number: number): Step[] {
  const why = `#${number}: ${version.image}`;
  const run = hooks.length > 0 ? {hooks} : {};
  return [{kind: "fill", slot: idleSlot(observation), number, version, needs: pending, why, ...run}];
}

/** Each migration is a risk of its own: who accepted one has not accepted the next. */
function questions({risks}: Incoming): Question[] {
  return risks.map(({migration, why}) => ({
    kind: "schema",
    name: migration,
    text: `migration ${migration}: ${why}\nCode that is live now may break on this schema. Go on?`,
  }));
}

/** The steps that are left of a rollout that was interrupted or waits. */
export function goOn(observation: Observation, incoming: Incoming): Plan {
  const {release} = observation;
  const record = recordOf(observation);
  const candidate = otherSlot(record.live);
  const weight = record.traffic[candidate] ?? 0;
  const left = untilPerson(movesAfter(incoming.moves, weight));
  if (waitsForPerson(left)) {
    const says = `#${record.number} is at ${weight} % and waits for a person`;
    return {
      ...nothingToDo(release, says, nextAfter(observation, incoming.moves, weight)),
      says: [says, ...watchLine(incoming)],
      ...waitsAt(record.number, weight),
    };
  }
  const liveNumber = numberIn(observation, record.live) ?? 0;
  const moves = movesToSteps(left, record, record.number, candidate, liveNumber)
    .map(begunAt(observation.front.updated))
    .map(watched(incoming));
  const says = [`#${record.number} goes on from ${weight} %`, ...watchLine(incoming)];
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

function watchLine({watch}: Incoming): string[] {
  return watch === undefined ? [] : [watch];
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
