import {refusal} from "../../errors.ts";
import {type ChartFiles, chartFiles} from "../../helm/chart-files.ts";
import type {HelmRelease, Values} from "../../helm/helm-release.ts";
import {routerOf, writtenTraffic} from "../../observe/router-of.ts";
import type {Step, StepKind, Version} from "../../plan/step.ts";
import {recordedJobs, versionFollows} from "../../ready/follows.ts";
import {blockOf, heldAt, isMeantUp, personValues, slotBlock} from "../../release/block.ts";
import {committedFront, committedSlot, isSealBroken, isSizedByHpa, type SlotSize} from "../../release/committed.ts";
import {computedValues, hasAutoscaler} from "../../release/computed-values.ts";
import {autoscalerOf, declaredReplicas, fullSize, grownByHand} from "../../release/full-size.ts";
import {otherSlot, SLOTS, type Slot} from "../../release/names.ts";
import type {Observation} from "../../release/observation.ts";
import {liveRelease, numberIn, phaseOf, recordOf} from "../../release/phase.ts";
import {readValues} from "../../release/values-text.ts";
import {awaitJob} from "../job.ts";
import {keptSize} from "../kept-size.ts";
import {drain, pause} from "../pause.ts";
import {look} from "../session.ts";
import {refuseUnready} from "../shift.ts";
import {waitUntilReady} from "../slot.ts";
import {smoke} from "../smoke.ts";
import {verify} from "../verify.ts";
import {followBack, followDown, followFront, followSlot} from "./follow.ts";
import type {CommitSession} from "./session.ts";
import {writeFiles} from "./write.ts";

type StepOf<K extends StepKind> = Extract<Step, {kind: K}>;

/** How a step comes about by commits: what it writes, if anything, and what is waited for once that is applied. */
interface Performed<S> {
  readonly write?: (step: S, session: CommitSession) => Promise<readonly string[]>;
  readonly settle: (step: S, session: CommitSession) => Promise<void>;
}

/** What only a release of Helm needs. */
const never = {
  settle: async ({kind}: Step): Promise<void> => {
    throw refusal(`the step ${kind} belongs to a release that Helm records, and this one is recorded in values files`);
  },
};

/** The second way to do what a plan says. */
export const BY_COMMITS: {readonly [K in StepKind]: Performed<StepOf<K>>} = {
  discard: never,
  restore: never,
  "await-jobs": never,
  keep: never,
  adopt: never,
  "become-front": never,
  "prune-unmanaged": never,
  unkeep: never,
  "open-route": never,
  "close-route": never,
  "scale-up": never,
  prune: never,
  uninstall: never,
  "clear-jobs": never,
  fill: {
    write: async ({slot, number, version, needs, from}, session) => {
      const block = {...blockOf(number, needs, from), ...session.origin};
      const size = {idle: false, least: 0, autoscaled: await comesAutoscaled(version, session)};
      const values = committedSlot(version.values, block, size);
      const live = keptByHand(await look(session), otherSlot(slot));
      return writeFiles(session, {[slot]: {values, chart: version.chart}, ...Object.fromEntries(live)});
    },
    settle: ({slot}, session) => followSlot(slot, session),
  },
  adjust: {
    write: async ({slot, version}, session) => {
      const observation = await look(session);
      const release = releaseIn(observation, slot);
      const kept = await keptSize(session, observation, slot, {...version, chart: chartFiles(release.chart)});
      const least = isAutoscaled(observation, slot) ? heldAt(release) : kept;
      const size = {idle: false, least, autoscaled: isSizedByHpa(release)};
      return writeFiles(session, {[slot]: {values: committedSlot(version.values, slotBlock(release), size)}});
    },
    settle: ({slot}, session) => followSlot(slot, session),
  },
  migrate: {
    settle: async ({slot, seconds}, session) => {
      for (const job of recordedJobs((await look(session)).slots[slot])) await awaitJob(session, job, seconds);
    },
  },
  ready: {
    // One that has little load would shrink its slot just when that is about to take everything: live too, at a rollback.
    write: async (_, session) => {
      const observation = await look(session);
      const sizes = SLOTS.flatMap((slot) => heldSize(observation, slot));
      return sizes.length > 0 ? writeFiles(session, Object.fromEntries(sizes)) : [];
    },
    settle: async ({slot}, session) => {
      const goesBack = phaseOf(await look(session)) === "warm";
      await (goesBack ? followBack : followSlot)(slot, session);
      await waitUntilReady(slot, session);
    },
  },
  shift: {
    write: async ({block}, session) => {
      const observation = await look(session);
      refuseUnready(observation, block, routerOf(observation));
      const live = observation.slots[block.live].release ?? liveRelease(observation);
      const values = committedFront(live, block);
      return writeFiles(session, {front: {values, chart: chartFiles(live.chart)}});
    },
    settle: async ({block}, session) => {
      await followFront(session);
      const observation = await look(session);
      await verify(session, routerOf(observation), observation, block, {moved: true});
    },
  },
  smoke: {settle: smoke},
  pause: {settle: async (step, session) => void (await pause(step, session))},
  drain: {settle: drain},
  "scale-down": {
    write: async ({slot}, session) => {
      const observation = await look(session);
      const other = releaseIn(observation, otherSlot(slot));
      return writeFiles(session, {
        [slot]: idle(observation, slot),
        // Alone again, its HPA decides as its version says.
        [otherSlot(slot)]: sized(other, {
          idle: !isMeantUp(other),
          least: isAutoscaled(observation, otherSlot(slot)) ? 0 : heldAt(other),
        }),
      });
    },
    settle: ({slot}, session) => followDown(slot, session),
  },
};

async function comesAutoscaled({chart, values}: Version, {helm}: CommitSession): Promise<boolean> {
  return hasAutoscaler(computedValues(readValues(await helm.chartDefaults(chart)), values));
}

/** A values file is there from the first day, so each slot has one. */
function releaseIn({slots}: Observation, slot: Slot): HelmRelease {
  return slots[slot].release as HelmRelease;
}

/**
 * The file of a slot that goes down. A new version that the cluster never showed may be one that the API server refuses,
 * and would be refused without pods, too: then the live one stands in, which is known to be taken.
 */
function idle(observation: Observation, slot: Slot): {values: Values; chart?: ChartFiles} {
  const size = {idle: true, least: 0};
  if (!isNeverShown(observation, slot)) return sized(releaseIn(observation, slot), size);
  const live = liveRelease(observation);
  return {...sized(live, size), chart: chartFiles(live.chart)};
}

/** What a person wrote into the file stays, be it ever so wrong. */
function isNeverShown(observation: Observation, slot: Slot): boolean {
  const isNew = (numberIn(observation, slot) ?? 0) > (numberIn(observation, recordOf(observation).live) ?? 0);
  return isNew && !isSealBroken(releaseIn(observation, slot)) && !versionFollows(observation.slots[slot]);
}

/** The file of a slot as it is, for another size. */
function sized(release: HelmRelease, size: Omit<SlotSize, "autoscaled">) {
  const whole = {...size, autoscaled: isSizedByHpa(release)};
  return {values: committedSlot(personValues(release.values), slotBlock(release), whole)};
}

/** The file of a slot whose HPA has to keep more than it says; nothing where it keeps enough. */
function heldSize(observation: Observation, slot: Slot): [Slot, ReturnType<typeof sized>][] {
  const release = releaseIn(observation, slot);
  const least = leastFor(observation, slot);
  if (!isMeantUp(release) || least <= heldAt(release)) return [];
  return [[slot, sized(release, {idle: false, least})]];
}

/** The file of a slot that somebody scaled by hand: the next time the controller applies it, its pods stay. */
function keptByHand(observation: Observation, slot: Slot): [Slot, ReturnType<typeof sized>][] {
  const release = releaseIn(observation, slot);
  const least = grownByHand(observation, slot);
  return isMeantUp(release) && least > heldAt(release) ? [[slot, sized(release, {idle: false, least})]] : [];
}

function isAutoscaled({slots}: Observation, slot: Slot): boolean {
  return slots[slot].workloads.some((workload) => autoscalerOf(slots[slot], workload));
}

/** Pods that a slot has to keep before traffic moves to it; 0 where its version says as many. */
function leastFor(observation: Observation, slot: Slot): number {
  const observed = observation.slots[slot];
  const traffic = writtenTraffic(observation) ?? recordOf(observation).traffic;
  const sizes = observed.workloads.map((workload) => {
    const size = fullSize(observation, slot, workload, traffic);
    const isSaid = !autoscalerOf(observed, workload) && size <= (declaredReplicas(observed, workload) ?? size);
    return isSaid ? grownByHand(observation, slot) : size;
  });
  return Math.max(0, ...sizes);
}
