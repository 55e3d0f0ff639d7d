import {type Commit, commitText} from "../git/commit.ts";
import {slotFollows} from "../ready/follows.ts";
import type {Readiness} from "../ready/readiness.ts";
import {isMeantUp, wasAutoscaled} from "../release/block.ts";
import {FILES, type FileName} from "../release/committed.ts";
import {computedValues, hasAutoscaler} from "../release/computed-values.ts";
import {SLOTS} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {changedByHands} from "./changed-by-hands.ts";
import {isFrontStale} from "./drift.ts";
import {frontFollows} from "./front-follows.ts";
import {missingOf} from "./looked-at.ts";

/** What git tells of the values files of a release; nothing of it where they lie in none. */
export interface FilesFacts {
  /** The folder, as it was typed. */
  readonly shown: string;
  /** The last commit to each file. */
  readonly last: Readonly<Partial<Record<FileName, Commit>>>;
  /** Files that are not committed. */
  readonly changed: readonly string[];
  /** Commits that are not pushed. */
  readonly unpushed: number;
}

/** What a person has to know of a release whose record is in values files: what is not applied, and whose hands were at it. */
export function committedNotes(observation: Observation, facts: FilesFacts): string[] {
  return [
    ...facts.changed.map((file) => `${file} is changed and not committed`),
    ...(facts.unpushed > 0
      ? [`${facts.unpushed} commits are not pushed: no controller sees them. Type: git push`]
      : []),
    ...changedByHands(observation).map((file) => `${named(file, facts)} was changed by somebody after djcd wrote it`),
    ...FILES.flatMap((file) => notApplied(observation, file, facts)),
    ...missing(observation).map(
      (key) => `${key} does not exist: its controller has not made it, or somebody deleted it`,
    ),
    ...(isFrontStale(observation) ? [staleNote(observation, facts)] : []),
    ...waitingAutoscaler(observation, facts),
  ];
}

function named(file: FileName, {shown, last}: FilesFacts): string {
  const commit = last[file];
  return `${shown}/${file}.yaml${commit ? ` (${commitText(commit)})` : ""}`;
}

function notApplied(observation: Observation, file: FileName, facts: FilesFacts): string[] {
  const readiness: Readiness = file === "front" ? frontFollows(observation) : slotFollows(observation.slots[file]);
  if (readiness.state === "ready") return [];
  return [`${named(file, facts)} is not applied yet: ${readiness.reason}`];
}

/** Deployments and routes are told by what does not follow. */
function missing({front, slots, present}: Observation): string[] {
  const manifests = [front, ...SLOTS.flatMap((slot) => slots[slot].release ?? [])].map(({manifest}) => manifest);
  return manifests
    .flatMap((manifest) => missingOf(manifest, present))
    .filter((key) => !/^(Deployment|HTTPRoute)\//.test(key));
}

function staleNote(observation: Observation, facts: FilesFacts): string {
  const {live} = recordOf(observation);
  return `${named("front", facts)} says something else than ${named(live, facts)}, the live slot's: the next command brings it along`;
}

function waitingAutoscaler(observation: Observation, facts: FilesFacts): string[] {
  return SLOTS.flatMap((slot) => {
    const {release} = observation.slots[slot];
    if (!release || !isMeantUp(release) || wasAutoscaled(release) !== false) return [];
    if (!hasAutoscaler(computedValues(release.chart.values, release.values))) return [];
    return [
      `${named(slot, facts)} turns an autoscaler on: it comes with the next version, for it would take the pods of this one down to one`,
    ];
  });
}
