import {isDeepStrictEqual} from "node:util";
import type {Step, StepKind} from "../../src/plan/step.ts";
import type {FrontBlock, Traffic} from "../../src/release/block.ts";
import {listedSlots} from "../../src/release/block.ts";
import {otherSlot, type Slot} from "../../src/release/names.ts";
import {
  changeSlot,
  currentFront,
  isServing,
  KEPT,
  liveSlot,
  type Model,
  now,
  REPLICAS,
  type SlotRevision,
  scaled,
  settled,
  type Tag,
  tagOf,
  withNewPods,
} from "./model.ts";

/** One write, or one wait: a command is killed between two of them. */
export type Action = (model: Model) => Model;

/** A check of the new version failed: the answer is the way back. */
export class CheckFails extends Error {}

type ActionsOf = {[K in StepKind]: (step: Extract<Step, {kind: K}>, model: Model) => readonly Action[]};

const nothing = (): readonly Action[] => [];

/** What src/apply does to the cluster, step by step. */
const ACTIONS: ActionsOf = {
  // Nothing is pending or deleted here, no settings change, and the release stays: those worlds have tests of their own.
  discard: nothing,
  restore: nothing,
  adjust: nothing,
  "open-route": nothing,
  "close-route": nothing,
  uninstall: nothing,
  "clear-jobs": nothing,
  "await-jobs": nothing,
  keep: ({slot}) => [(model) => changeSlot(model, slot, {marked: true})],
  adopt: ({slot}, model) => (model.slots[slot].revisions.length > 0 ? [] : [adopted(slot)]),
  "become-front": ({block}) => [becomesFront(block)],
  "prune-unmanaged": (_, model) => pruning(model, (block) => block === undefined),
  unkeep: ({slot}) => [(model) => changeSlot(model, slot, {marked: false})],
  migrate: ({pending}) => [(model) => ({...model, applied: [...new Set([...model.applied, ...pending])].sort()})],
  fill: (step) => [filled(step)],
  "scale-up": ({slot}, model) => (model.slots[slot].wanted >= REPLICAS ? [] : [(now) => scaled(now, slot, REPLICAS)]),
  ready: ({slot}) => [becomesReady(slot)],
  shift: ({block}, model) => [
    ...(isDeepStrictEqual(model.route, block.traffic) ? [] : [routed(block)]),
    (now) => withFront(now, block),
  ],
  smoke: nothing,
  pause: nothing,
  drain: ({slot}) => [drained(slot)],
  prune: ({slot}, model) => pruning(model, (block) => (block?.traffic[slot] ?? 0) > 0),
  "scale-down": ({slot}) => [
    (model) => changeSlot(model, slot, {wanted: 0}),
    (model) => changeSlot(model, slot, {pods: []}),
  ],
};

/** The actions of a step in the world that it finds. */
export function actionsOf(step: Step, model: Model): readonly Action[] {
  return (ACTIONS[step.kind] as (step: Step, model: Model) => readonly Action[])(step, model);
}

function withFront(model: Model, block: FrontBlock): Model {
  const revision = currentFront(model).revision + 1;
  const tag = tagOf(model, block.live);
  return {...model, front: [...model.front, {revision, block, tag}].slice(-KEPT.front)};
}

function withSlotRevision(model: Model, slot: Slot, made: Omit<SlotRevision, "revision" | "at">): Model {
  const {revisions} = model.slots[slot];
  const revision = (revisions.at(-1)?.revision ?? 0) + 1;
  return changeSlot(model, slot, {revisions: [...revisions, {revision, at: now(model), ...made}].slice(-KEPT.slot)});
}

const adopted =
  (slot: Slot): Action =>
  (model) =>
    withSlotRevision(model, slot, {number: 0, tag: tagOf(model, slot), needs: undefined});

/** Helm deletes what leaves a manifest and is not marked. */
const becomesFront =
  (block: FrontBlock): Action =>
  (model) => {
    const {marked} = model.slots[block.live];
    return withFront(marked ? model : changeSlot(model, block.live, {wanted: 0, pods: []}), block);
  };

/** One Helm upgrade. Pods of an equal template stay; a render brings the replicas back. */
const filled =
  ({slot, number, version, needs, from}: Extract<Step, {kind: "fill"}>): Action =>
  (model) => {
    const tag = (version.values.image as {tag: Tag}).tag;
    const before = model.slots[slot].revisions.at(-1);
    const same = before?.tag === tag && isDeepStrictEqual(before.needs, needs);
    const kept = same ? model.slots[slot].pods : [];
    const made = {number, tag, needs, ...(from === undefined ? {} : {from})};
    const held = changeSlot(withSlotRevision(model, slot, made), slot, {wanted: REPLICAS});
    return withNewPods(held, slot, REPLICAS - kept.length, kept);
  };

const becomesReady =
  (slot: Slot): Action =>
  (model) => {
    const now = settled(model, slot);
    const {wanted, pods} = now.slots[slot];
    if (wanted === 0 || pods.some(({ready}) => !ready)) throw new CheckFails(`${slot} does not become ready`);
    return now;
  };

/** Promise 1: what gets more than before must be whole; live may get it back while one pod answers, or none anywhere. */
export const routed =
  ({traffic}: FrontBlock): Action =>
  (model) => {
    for (const slot of listedSlots(traffic)) {
      if ((traffic[slot] ?? 0) > (model.route[slot] ?? 0) && !canTake(model, slot))
        throw new CheckFails(`${slot} cannot take traffic`);
    }
    return {...model, route: blueFirst(traffic)};
  };

function canTake(model: Model, slot: Slot): boolean {
  const {wanted, pods} = model.slots[slot];
  const whole = wanted > 0 && pods.length >= wanted && pods.every(({ready}) => ready);
  const isLive = slot === liveSlot(model);
  return whole || (isLive && (isServing(model.slots[slot]) || !isServing(model.slots[otherSlot(slot)])));
}

function blueFirst(traffic: Traffic): Traffic {
  return Object.fromEntries(listedSlots(traffic).map((slot) => [slot, traffic[slot]]));
}

const drained =
  (slot: Slot): Action =>
  (model) => {
    const recorded = currentFront(model).block?.traffic[slot] ?? 0;
    if (recorded + (model.route[slot] ?? 0) > 0) throw new Error(`${slot} is to be drained and has traffic`);
    return model;
  };

/** One deletion for each stored revision that has to go; the newest stays. */
function pruning({front}: Model, isGone: (block: FrontBlock | undefined) => boolean): readonly Action[] {
  const gone = front.slice(0, -1).filter(({block}) => isGone(block));
  return gone.map((one) => (model) => ({
    ...model,
    front: model.front.filter(({revision}) => revision !== one.revision),
  }));
}
