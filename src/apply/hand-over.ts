import {chartFiles} from "../helm/chart-files.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import {pathOf} from "../kubernetes/any-path.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {fingerprints} from "../kubernetes/secrets.ts";
import {KEEP} from "../plan/hand-over.ts";
import type {Step} from "../plan/step.ts";
import {READY, waiting} from "../ready/readiness.ts";
import {blockOf, partOf, slotBlock, slotValues} from "../release/block.ts";
import {existingSecrets} from "../release/existing-secrets.ts";
import {grownByHand} from "../release/full-size.ts";
import {allObjectsIn, keyOf, objectsIn} from "../release/manifest.ts";
import {type Slot, slotRelease} from "../release/names.ts";
import {ownerOf} from "../release/ownership.ts";
import {nextRevision, recordFront, writeSlot} from "./record.ts";
import {look, type WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

type StepOf<K extends Step["kind"]> = Extract<Step, {kind: K}>;

/** A migration Job that leaves the manifest while it runs would be killed by Helm. */
export async function awaitJobs(_: StepOf<"await-jobs">, session: WriteSession): Promise<void> {
  await wait(session, async () => {
    const [job] = (await look(session)).runningJobs;
    return job ? waiting(`migration Job ${job.metadata.name} is still running`) : READY;
  });
}

/** Sets the mark that makes Helm keep an object which leaves a manifest. */
export async function keep({slot}: StepOf<"keep">, session: WriteSession): Promise<void> {
  const {front, slots} = await look(session);
  // The front holds them until it is the front; after that the slot's own release does.
  const holder = partOf(front) === "all" ? front : slots[slot].release;
  if (holder) await annotate(session, slotObjects(holder.manifest, slot), "keep");
}

/** Takes the marks off: from now on the slot's own release decides. */
export async function unkeep({slot}: StepOf<"unkeep">, session: WriteSession): Promise<void> {
  const {release} = (await look(session)).slots[slot];
  if (release) await annotate(session, workloadsLast(objectsIn(release.manifest).filter(isOurMark)), null);
}

/** Where the manifest says so itself, the mark is the team's own, and stays. */
function isOurMark({metadata}: KubeObject): boolean {
  return metadata.annotations?.[KEEP] === undefined;
}

/** What the slot has taken over of what the first release holds, whatever its labels. */
export function heldByBoth(first: HelmRelease, slot: HelmRelease | undefined): KubeObject[] {
  const theirs = new Set(objectsIn(slot?.manifest ?? "").map(keyOf));
  return objectsIn(first.manifest).filter((object) => theirs.has(keyOf(object)));
}

/** The objects of a slot in a manifest, by their labels; the migration Job, which no slot renders, goes with the front. */
export function slotObjects(manifest: string, slot: Slot): KubeObject[] {
  return allObjectsIn(manifest).filter(({kind, metadata}) => kind !== "Job" && metadata.labels?.slot === slot);
}

/** A mark on a workload says that the hand-over is not done: it goes when all others have gone. */
function workloadsLast(objects: readonly KubeObject[]): KubeObject[] {
  return objects.toSorted((a, b) => Number(a.kind === "Deployment") - Number(b.kind === "Deployment"));
}

async function annotate(
  {api, namespace}: WriteSession,
  objects: readonly KubeObject[],
  value: "keep" | null,
): Promise<void> {
  const body = {metadata: {annotations: {[KEEP]: value}}};
  for (const object of objects) {
    const path = await pathOf(api, namespace, object);
    if (path) await orNothing(api.patch(path, "merge-patch", body));
  }
}

/** The slot's release takes the objects over, with the stored chart and values: no pod notices. */
export async function adopt({slot}: StepOf<"adopt">, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const {front, slots, release} = observation;
  const name = slotRelease(release, slot);
  if (slots[slot].release && slots[slot].workloads.every((workload) => ownerOf(workload) === name)) return;
  const {chart, values} = slots[slot].release ?? front;
  const secrets = await fingerprints(session.api, session.namespace, existingSecrets(chart, values));
  const block = slots[slot].release ? slotBlock(slots[slot].release) : {...blockOf(0, undefined), secrets};
  const least = grownByHand(observation, slot);
  await writeSlot(session, {
    release: name,
    chart: chartFiles(chart),
    values: slotValues(values, {...block, ...(least > 0 && {least})}, nextRevision(observation, name)),
    description: "#0, the plain install, handed over",
    takeOwnership: true,
  });
}

/** The first release becomes the front; the slot's objects leave its manifest and stay, for they are marked. */
export async function becomeFront({block}: StepOf<"become-front">, session: WriteSession): Promise<void> {
  const observation = await look(session);
  // What has the same name in both is one thing, labels or none: Helm would delete it where it leaves the manifest.
  await annotate(session, heldByBoth(observation.front, observation.slots[block.live].release), "keep");
  await recordFront(session, observation, observation.front, block, "#0 handed over");
}
