import {fingerprints} from "../kubernetes/secrets.ts";
import {podWords} from "../observe/pod-words.ts";
import type {Step} from "../plan/step.ts";
import {podsAreReady, slotIsDown, slotReadiness} from "../ready/slot.ts";
import {blockOf, slotBlock, slotValues} from "../release/block.ts";
import {type Slot, slotRelease} from "../release/names.ts";
import {wantedPods} from "../release/observation.ts";
import {signed} from "../release/origin.ts";
import {ownSize} from "../release/own-workloads.ts";
import {buildText, ranIn} from "../release/ran.ts";
import {CheckFailed} from "./check-failed.ts";
import {followSlot, HEARD_MILLISECONDS} from "./follow-slot.ts";
import {hookFailed} from "./hook-failed.ts";
import {keptSize} from "./kept-size.ts";
import {nextRevision, writeSlot} from "./record.ts";
import {look, type WriteSession} from "./session.ts";
import {bringToSize, hold, letGo, scale, scaleOwn} from "./size.ts";
import {wait} from "./wait.ts";

type StepOf<K extends Step["kind"]> = Extract<Step, {kind: K}>;

/** Fills a slot with a version: one Helm revision of the slot's release. What runs once for a version runs here. */
export async function fill(step: StepOf<"fill">, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const name = slotRelease(observation.release, step.slot);
  const {number, needs, from, version, why, hooks = []} = step;
  const secrets = await fingerprints(session.api, session.namespace, version.secrets);
  const written = writeSlot(session, {
    release: name,
    chart: version.chart,
    values: slotValues(
      version.values,
      {...blockOf(number, needs, from), secrets, ...(version.pinned && {pinned: version.pinned}), ...session.origin},
      nextRevision(observation, name),
    ),
    isValidated: version.isValidated,
    description: why,
    ...(hooks.length > 0 && {hookSeconds: session.timeout}),
  });
  await written.catch(async (error: unknown) => {
    throw (await hookFailed(error, hooks, session)) ?? error;
  });
}

/** The slot's own version, with other settings: its number and what its pods wait for stay. */
export async function adjust({slot, version, why}: StepOf<"adjust">, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const name = slotRelease(observation.release, slot);
  const {release} = observation.slots[slot];
  const block = release ? slotBlock(release) : blockOf(0, undefined);
  const least = await keptSize(session, observation, slot, version);
  await writeSlot(session, {
    release: name,
    chart: version.chart,
    values: slotValues(version.values, {...block, ...(least > 0 && {least})}, nextRevision(observation, name)),
    description: signed(why, session.origin),
  });
}

/** Waits until the slot may take requests; where it never will, says why with the container's last lines. */
export async function ready({slot}: StepOf<"ready">, session: WriteSession): Promise<void> {
  await hold(session, slot);
  await waitUntilReady(slot, session);
  const ran = ranIn((await look(session)).slots[slot]);
  if (ran && ran.ids.length > 1)
    session.says(`  ${slot} runs more than one build of ${ran.image}: ${buildText(ran)}. Its tag was built anew`);
}

/** The same of a slot that has its size. */
export async function waitUntilReady(slot: Slot, session: WriteSession): Promise<void> {
  const observed = (await look(session)).slots[slot];
  if (slotReadiness(observed).state === "ready") return;
  try {
    await followSlot(session, session.release, observed, {
      isAsItShould: podsAreReady,
      wait: (now) => wait(session, async () => slotReadiness(await now()), {most: HEARD_MILLISECONDS}),
    });
    // The look that the wait began with may count for a moment more, and tells of a slot that is not ready.
    session.world.changed();
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    throw new CheckFailed(
      [error.message, ...(await podWords(session, (await look(session)).slots[slot].pods))].join("\n"),
    );
  }
}

/** Brings a slot to its full size: what a render leaves at 0, and what somebody scaled down by hand. */
export async function scaleUp({slot}: StepOf<"scale-up">, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const observed = observation.slots[slot];
  for (const workload of observed.workloads) await bringToSize(session, observation, slot, workload);
  await scaleOwn(session, observed, (own) => Math.max(ownSize(observed, own), own.spec.replicas ?? 1));
}

/** For so long its controllers may be about to make the pods of a slot that was just filled. */
const STARTING_MILLISECONDS = 1000;

/** Scales beside Helm: a scale-down kept as a revision is an outage that `helm rollback` can bring back. */
export async function scaleDown({slot}: StepOf<"scale-down">, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const observed = observation.slots[slot];
  // A slot that was filled just now: its controllers may be in the middle of making its first pods.
  const isAboutToStart = wantedPods(observed) > 0 && observed.pods.length === 0;
  for (const workload of observed.workloads) await scale(session, workload, 0);
  await scaleOwn(session, observed, () => 0);
  await letGo(session, observation);
  if (isAboutToStart) await session.context.clock.sleep(STARTING_MILLISECONDS);
  await followSlot(session, session.release, observed, {
    isAsItShould: ({pods}) => pods.length === 0,
    wait: (now) => wait(session, async () => slotIsDown(await now()), {most: HEARD_MILLISECONDS}),
  });
}
