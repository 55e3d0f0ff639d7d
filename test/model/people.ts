import {isDeepStrictEqual} from "node:util";
import {SLOTS, type Slot} from "../../src/release/names.ts";
import {
  changeSlot,
  currentFront,
  isServing,
  KEPT_BY_HELM,
  type Model,
  now,
  REPLICAS,
  scaled,
  settled,
  withNewPods,
} from "./model.ts";

/** What happens beside djcd: people with plain Helm and kubectl, pods that die, time. */
export type Incident =
  | {readonly by: "helm rollback"; readonly of: "front" | Slot; readonly back: number}
  | {readonly by: "kubectl scale"; readonly slot: Slot; readonly to: number}
  | {readonly by: "pod death"; readonly slot: Slot}
  | {readonly by: "time"};

type Happens = {[K in Incident["by"]]: (model: Model, incident: Extract<Incident, {by: K}>) => Model};

const HAPPENS: Happens = {
  "helm rollback": (model, {of, back}) => (of === "front" ? rollFrontBack(model, back) : rollSlotBack(model, of, back)),
  "kubectl scale": (model, {slot, to}) => (hasObjects(model, slot) ? scaled(model, slot, to) : model),
  "pod death": (model, {slot}) => {
    const {pods} = model.slots[slot];
    return pods.length === 0 ? model : withNewPods(model, slot, 1, pods.slice(1));
  },
  time: (model) => SLOTS.reduce(settled, model),
};

/** The world after it. A slot that it left without a ready pod is hurt, and not by djcd. */
export function happen(before: Model, incident: Incident): Model {
  const model = (HAPPENS[incident.by] as (model: Model, incident: Incident) => Model)(before, incident);
  const down = SLOTS.filter((slot) => !isServing(model.slots[slot]));
  const newly = down.filter((slot) => isServing(before.slots[slot]) && incident.by !== "helm rollback");
  return {...model, hurt: SLOTS.filter((slot) => down.includes(slot) && [...model.hurt, ...newly].includes(slot))};
}

function hasObjects({slots}: Model, slot: Slot): boolean {
  return slots[slot].revisions.length > 0 || slots[slot].wanted > 0;
}

/** Helm patches a custom resource from the old manifest to the new: where both say the same, what is there stays. */
function rollFrontBack(model: Model, back: number): Model {
  const now = currentFront(model);
  const target = model.front.at(-1 - (back % model.front.length));
  if (!target || target === now) return model;
  const front = [...model.front, {...target, revision: now.revision + 1}].slice(-KEPT_BY_HELM);
  const changed = !isDeepStrictEqual(target.block?.traffic, now.block?.traffic);
  return {...model, front, route: changed ? (target.block?.traffic ?? {blue: 100}) : model.route};
}

/** Pods of the other version come one after the other while the old ones serve; replicas are what the render says. */
function rollSlotBack(model: Model, slot: Slot, back: number): Model {
  const {revisions, pods} = model.slots[slot];
  const newest = revisions.at(-1);
  const target = newest && revisions.at(-1 - (back % revisions.length));
  // Nobody goes back to a version that never came up.
  if (!newest || !target || target === newest || target.tag === "broken") return model;
  const stored = [...revisions, {...target, revision: newest.revision + 1, at: now(model)}].slice(-KEPT_BY_HELM);
  const held = changeSlot(model, slot, {revisions: stored, wanted: REPLICAS});
  const same = target.tag === newest.tag && isDeepStrictEqual(target.needs, newest.needs);
  if (same) return withNewPods(held, slot, REPLICAS - pods.length, pods);
  if (!isServing(model.slots[slot])) return withNewPods(held, slot, REPLICAS);
  return settled(withNewPods(held, slot, REPLICAS), slot);
}
