import {isReady, restarts} from "../ready/pod.ts";
import {type FrontBlock, type Origin, sameWeights, slotBlock, type Traffic} from "../release/block.ts";
import {settingsOf} from "../release/computed-values.ts";
import {secretNotes} from "../release/existing-secrets.ts";
import {type PerSlot, perSlot, SLOTS, type Slot} from "../release/names.ts";
import {type Observation, pendingRevisions, readyEndpoints, wantedPods} from "../release/observation.ts";
import {leftover, liveRelease, type Phase, phaseOf, recordOf} from "../release/phase.ts";
import {momentText} from "../release/times.ts";
import type {Work} from "../release/work.ts";
import type {Router} from "../routers/router.ts";
import {committedNotes, type FilesFacts} from "./committed-notes.ts";
import {driftNotes, lastHand} from "./drift.ts";
import {nextCommands} from "./next-commands.ts";
import {routerName} from "./router-of.ts";
import {nextInTrouble, type Trouble, troublesOf} from "./troubles.ts";
import {unfinishedText} from "./unfinished.ts";

/** What a person wants to know of a release, before it is printed. */
export interface Status {
  readonly release: string;
  readonly namespace: string;
  readonly phase: Phase;
  readonly number: number;
  readonly router: string;
  readonly strategy: string;
  readonly hosts: readonly string[];
  /** Percent on each slot, as the route has it. */
  readonly weights: PerSlot<number>;
  readonly slots: PerSlot<SlotStatus>;
  /** What a command does to it now. */
  readonly work?: Work;
  /** Who holds the candidate where it is. */
  readonly held?: Origin;
  /** Differences between what is recorded and what is there, and other things to know. */
  readonly notes: readonly string[];
  readonly next: readonly string[];
}

export interface SlotStatus {
  readonly role: "live" | "candidate" | "previous" | "idle";
  readonly number: number | undefined;
  readonly image: string | undefined;
  readonly chart: string | undefined;
  readonly ready: number;
  readonly wanted: number;
  readonly restarts: number;
  readonly endpoints: number;
}

/** Sums up what was observed; where values files are the record, with what git tells of them. */
export function statusOf(observation: Observation, router: Router, files?: FilesFacts): Status {
  const record = recordOf(observation);
  const phase = phaseOf(observation);
  const live = liveRelease(observation);
  const settings = settingsOf(live.chart, live.values);
  const written = router.read(observation.route);
  const troubles = troublesOf(observation);
  return {
    release: observation.release,
    namespace: observation.namespace,
    phase,
    number: record.number,
    router: routerName(observation),
    strategy: (record.strategy ?? settings.strategy).type,
    hosts: settings.hosts,
    weights: perSlot((slot) => (written ?? record.traffic)[slot] ?? 0),
    slots: perSlot((slot) => slotStatus(observation, slot, phase, record)),
    ...(observation.atWork && {work: observation.atWork}),
    ...(record.held && {held: record.held}),
    notes: [
      ...unfinishedNote(observation),
      ...failedNote(observation),
      ...troubles.map(({says}) => says),
      ...(files ? committedNotes(observation, files) : handsNotes(observation, router)),
      ...(observation.secrets ? secretNotes(observation.slots, observation.secrets) : []),
      ...leftoverNote(observation),
    ],
    next: firstInTrouble(observation, troubles) ?? nextCommands(observation.release, phase, record, router),
  };
}

/** Before the first rollout there is no version to go back to: what keeps this one is mended. */
function firstInTrouble(observation: Observation, troubles: readonly Trouble[]): string[] | undefined {
  if (phaseOf(observation) !== "unmanaged" || troubles.length === 0) return undefined;
  return nextInTrouble(observation.release, observation.namespace, troubles);
}

/** What is not as Helm recorded it. */
function handsNotes(observation: Observation, router: Router): string[] {
  return [...pendingNotes(observation), ...drift(observation, router), ...driftNotes(observation)];
}

function slotStatus({slots, front}: Observation, slot: Slot, phase: Phase, {live}: FrontBlock): SlotStatus {
  const observed = slots[slot];
  const release = observed.release ?? (phase === "unmanaged" && slot === live ? front : undefined);
  return {
    role: slot === live ? "live" : otherRole(phase),
    number: release && slotBlock(release).number,
    image: observed.workloads[0]?.spec.template.spec.containers[0]?.image,
    chart: release && `${release.chart.metadata.name}-${release.chart.metadata.version}`,
    ready: observed.pods.filter(isReady).length,
    wanted: wantedPods(observed),
    restarts: observed.pods.reduce((sum, pod) => sum + restarts(pod), 0),
    endpoints: readyEndpoints(observed.endpoints),
  };
}

function otherRole(phase: Phase): SlotStatus["role"] {
  return phase === "candidate" ? "candidate" : phase === "warm" ? "previous" : "idle";
}

function drift(observation: Observation, router: Router): string[] {
  const {traffic} = recordOf(observation);
  const written = router.read(observation.route);
  if (!written || sameWeights(written, traffic)) return [];
  const words = (weights: Traffic): string => SLOTS.map((slot) => `${slot} ${weights[slot] ?? 0}`).join(", ");
  const object = router.object(observation.route);
  const hand = object ? lastHand(object) : "";
  return [`the route says ${words(written)}; recorded is ${words(traffic)}${hand}. The next command puts it right`];
}

function pendingNotes(observation: Observation): string[] {
  return pendingRevisions(observation).map(
    ({release, revision, status, created = ""}) =>
      `release ${release} revision ${revision} is ${status} since ${created}: a Helm is at work, or was killed. The next command waits for it, and takes it back when it is dead`,
  );
}

function unfinishedNote(observation: Observation): string[] {
  const {unfinished, release} = observation;
  if (!unfinished) return [];
  return [
    `${unfinishedText(observation, unfinished)}. Type the same again, and it goes on; or: helm djcd rollback ${release}`,
  ];
}

/** The last attempt, where it failed before anything of it was listed. */
function failedNote(observation: Observation): string[] {
  const [last] = observation.endings ?? [];
  const {number, live} = recordOf(observation);
  if (last?.how !== "failed" || last.number < number || phaseOf(observation) !== "stable") return [];
  const head = `#${last.number}${last.image ? `, ${last.image},` : ""} failed at ${momentText(last.at)} UTC`;
  return [[`${head}, and ${live} stayed live: ${last.why}`, ...(last.lines ?? [])].join("\n    ")];
}

function leftoverNote(observation: Observation): string[] {
  const slot = leftover(observation);
  if (!slot || observation.atWork || observation.unfinished) return [];
  return [
    `${slot} is idle and still has pods: a command was interrupted. Type: helm djcd finish ${observation.release}`,
  ];
}
