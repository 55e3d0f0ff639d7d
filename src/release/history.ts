import type {HelmRelease} from "../helm/helm-release.ts";
import {type Acceptance, partOf, type Rejection, slotBlock} from "./block.ts";
import {type Changes, changesBetween, sideOf} from "./changes.ts";
import {imageOf} from "./computed-values.ts";
import type {Ending} from "./endings.ts";
import type {Ran} from "./ledger.ts";
import {SLOTS, type Slot, slotRelease} from "./names.ts";
import type {Observation} from "./observation.ts";
import {numberIn, phaseOf, recordOf} from "./phase.ts";

/** One rollout, as Helm's history of a slot holds it. */
export interface Rollout {
  readonly number: number;
  /** Where it was filled; nothing where it failed before, or Helm has forgotten it. */
  readonly slot?: Slot;
  readonly revision?: number;
  /** The commit that filled the slot, where values files are the record. */
  readonly commit?: string;
  readonly updated: string;
  readonly state: "live" | "candidate" | "previous" | "rejected" | Ending["how"] | "";
  readonly chart?: string;
  readonly image: string;
  readonly description: string;
  /** Who released it, from where and why, where that is known. */
  readonly by?: string;
  readonly run?: string;
  readonly reason?: string;
  /** What was accepted by its name, and by whom. */
  readonly accepted?: readonly Omit<Acceptance, "number">[];
  /** Who took it back for good, and why. */
  readonly rejected?: Omit<Rejection, "number">;
  /** How it ended, where the ledger tells. */
  readonly ended?: Ending;
  /** What was done to it last since it was filled, its version untouched. */
  readonly inPlace?: Pick<Rollout, "description" | "updated">;
  /** What really ran, where the ledger tells. */
  readonly ran?: Ran;
  /** Against the version that was live before it, where that is still stored. */
  readonly changes?: Changes;
}

/** All rollouts whose version is still stored, newest first; of one that was filled twice, the last filling. */
export function rolloutsOf(observation: Observation, stored: readonly HelmRelease[]): Rollout[] {
  const numbers = new Set(fillings(stored).map((release) => slotBlock(release).number));
  const once = [...numbers].toSorted((a, b) => b - a).flatMap((number) => lastFilling(stored, number) ?? []);
  const filled = once.map((release) => ({
    ...rolloutOf(observation, release),
    ...called(stored, release),
    ...changesOf(release, liveBefore(observation, once, release)),
  }));
  return [...filled, ...neverFilled(observation, numbers)]
    .map(withEnd(observation))
    .toSorted((a, b) => b.number - a.number);
}

/** Those that failed before a slot was filled with them. */
function neverFilled({endings = []}: Observation, filled: ReadonlySet<number>): Rollout[] {
  const failed = endings.filter(({number, how}) => how === "failed" && !filled.has(number));
  return failed.map(({number, at, by, image = ""}) => ({
    ...{number, updated: at, by, image},
    state: "",
    description: `#${number}: ${image}`,
  }));
}

/** How a rollout ended says more than nothing of its state, and less than what it is now. */
function withEnd({endings = []}: Observation): (rollout: Rollout) => Rollout {
  return (rollout) => {
    const ended = endings.find(({number}) => number === rollout.number);
    return ended ? {...rollout, state: rollout.state || ended.how, ended} : rollout;
  };
}

/** The newest version before a rollout that was live, and was not taken back since. */
function liveBefore(
  observation: Observation,
  once: readonly HelmRelease[],
  release: HelmRelease,
): HelmRelease | undefined {
  const {live, previous} = recordOf(observation);
  const wereLive = new Set([...previous, numberIn(observation, live)]);
  const {number} = slotBlock(release);
  return once.find((one) => slotBlock(one).number < number && wereLive.has(slotBlock(one).number));
}

function changesOf(release: HelmRelease, before: HelmRelease | undefined): Pick<Rollout, "changes"> {
  return before ? {changes: changesBetween(slotBlock(before).number, sideOf(before), sideOf(release))} : {};
}

/** A slot is written again for other settings, or to bring back what is missing: its rollout keeps name and time. */
const AGAIN = /^#\d+ (with other settings|put right)\b/;

function called(
  stored: readonly HelmRelease[],
  release: HelmRelease,
): Pick<Rollout, "description" | "updated" | "inPlace"> {
  const {number} = slotBlock(release);
  const earlier = fillings(stored).filter(
    (one) => one.name === release.name && one.revision <= release.revision && slotBlock(one).number === number,
  );
  const filled = earlier.toSorted((a, b) => a.revision - b.revision).findLast((one) => !AGAIN.test(one.description));
  const named = ({description, updated}: HelmRelease) => ({description, updated});
  if (!filled || filled === release) return named(release);
  return {...named(filled), inPlace: named(release)};
}

/**
 * The revision that a rollout is told by. A number is free again when its filling was killed before it was recorded, and
 * the next one may have gone into the other slot: the last in time counts.
 */
export function lastFilling(stored: readonly HelmRelease[], number: number): HelmRelease | undefined {
  const ofNumber = fillings(stored).filter((release) => slotBlock(release).number === number);
  const timeOf = ({updated}: HelmRelease): number => Date.parse(updated);
  return ofNumber.toSorted((a, b) => timeOf(a) - timeOf(b) || a.revision - b.revision).at(-1);
}

function fillings(stored: readonly HelmRelease[]): readonly HelmRelease[] {
  return stored.filter((release) => partOf(release) === "slot" && release.status !== "failed");
}

function rolloutOf(observation: Observation, release: HelmRelease): Rollout {
  const slot = SLOTS.find((one) => slotRelease(observation.release, one) === release.name) ?? "blue";
  const {metadata} = release.chart;
  const {number, needs: _, from: __, ...origin} = slotBlock(release);
  const rejection = rejectionOf(observation, number);
  return {
    number,
    slot,
    revision: release.revision,
    updated: release.updated,
    state: stateOf(observation, slot, release) || (rejection ? "rejected" : ""),
    chart: `${metadata.name}-${metadata.version}`,
    image: imageOf(release.chart.values, release.values),
    description: release.description,
    ...origin,
    ...acceptedOf(observation, number),
    ...(rejection && {rejected: {by: rejection.by, reason: rejection.reason}}),
  };
}

function acceptedOf(observation: Observation, number: number): Pick<Rollout, "accepted"> {
  const accepted = (recordOf(observation).accepted ?? []).filter((one) => one.number === number);
  return accepted.length === 0 ? {} : {accepted: accepted.map(({by, what}) => ({by, what}))};
}

function rejectionOf(observation: Observation, number: number): Rejection | undefined {
  return recordOf(observation).rejected?.find((one) => one.number === number);
}

function stateOf(observation: Observation, slot: Slot, {revision}: HelmRelease): Rollout["state"] {
  if (observation.slots[slot].release?.revision !== revision) return "";
  if (recordOf(observation).live === slot) return "live";
  const phase = phaseOf(observation);
  return phase === "candidate" ? "candidate" : phase === "warm" ? "previous" : "";
}
