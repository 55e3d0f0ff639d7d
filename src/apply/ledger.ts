import {ApiError, orNothing} from "../kubernetes/api-error.ts";
import {collectionPath, objectPath} from "../kubernetes/paths.ts";
import {describeStep} from "../plan/describe.ts";
import type {Step, StepKind} from "../plan/step.ts";
import {dataOf, type Entry, emptyLedger, type LedgerObject, ledgerName, outdated, type Ran} from "../release/ledger.ts";
import {numberIn} from "../release/phase.ts";
import {ranIn} from "../release/ran.ts";
import {look, type WriteSession} from "./session.ts";

/** Steps that a person asks about later. */
const NOTED: ReadonlySet<StepKind> = new Set([
  "become-front",
  "migrate",
  "fill",
  "adjust",
  "open-route",
  "close-route",
  "ready",
  "shift",
  "pause",
  "scale-down",
]);

/** Writes into the ledger what a step did, and what it found. */
export async function note(
  step: Step,
  rollout: number,
  session: WriteSession,
  found: readonly string[] = [],
): Promise<void> {
  if (!NOTED.has(step.kind)) return;
  const entry = {...entryOf(describeStep(step), rollout, session), ...factsOf(step), ...(found.length > 0 && {found})};
  const ran = await ranAfter(step, rollout, session);
  await keep(session, step.kind === "ready" ? {...entry, ...(ran && {ran})} : entry, step.kind);
  if (step.kind === "become-front" && ran)
    await keep(session, {...entryOf("what ran when it was handed over", step.block.number, session), ran});
}

/** What runs in a slot that is ready, under the number of its version; of a hand-over in the one that is live. */
async function ranAfter(step: Step, rollout: number, session: WriteSession): Promise<Ran | undefined> {
  if (step.kind !== "ready" && step.kind !== "become-front") return undefined;
  const observation = await look(session);
  const [slot, number] = step.kind === "ready" ? [step.slot, rollout] : [step.block.live, step.block.number];
  return numberIn(observation, slot) === number ? ranIn(observation.slots[slot]) : undefined;
}

/** What the ledger knows of a step beside its words. */
function factsOf(step: Step): Partial<Entry> {
  if (step.kind === "shift") {
    const {traffic, live, candidate} = step.block;
    return {traffic, live, ...(candidate && {candidate})};
  }
  if (step.kind === "migrate") return {image: step.version.image};
  return step.kind === "fill" ? {image: step.version.image, filled: step.slot} : {};
}

/** Writes into the ledger why a rollout goes back: its first line says it, those below have the numbers. */
export async function noteFailure(message: string, rollout: number, session: WriteSession): Promise<void> {
  const [why, ...lines] = message.split("\n");
  const found = lines.map((line) => line.trim()).filter(Boolean);
  const failed = {...entryOf(`check failed: ${why}`, rollout, session), failed: why ?? ""};
  await keep(session, {...failed, ...(found.length > 0 && {found})});
}

function entryOf(did: string, rollout: number, {context, origin, verb}: WriteSession): Entry {
  return {rollout, at: context.clock.now().toISOString(), did, by: origin.by, verb};
}

/** A rollout does not fail for its diary: what could not be noted is said. */
async function keep(session: WriteSession, entry: Entry, kind?: StepKind): Promise<void> {
  try {
    if (kind === "become-front") await forget(session);
    await add(session, entry, kind === "fill");
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    session.says(`  not noted in the ledger: ${error.message}`);
  }
}

/** The numbers begin anew with a release: what one of the same name did before it says nothing of this one. */
export async function forget({diary, namespace, release}: WriteSession): Promise<void> {
  await orNothing(diary.remove(objectPath("ConfigMap", namespace, ledgerName(release))));
}

async function add(session: WriteSession, entry: Entry, isFirst: boolean): Promise<void> {
  const {diary, namespace, release} = session;
  const path = objectPath("ConfigMap", namespace, ledgerName(release));
  const old = isFirst ? await orNothing(diary.get<LedgerObject>(path)) : undefined;
  const gone = Object.fromEntries((old ? outdated(old, entry.rollout) : []).map((key) => [key, null]));
  const added = await orNothing(diary.patch(path, "merge-patch", {data: {...gone, ...dataOf(entry)}}));
  if (added === undefined)
    await diary.create(collectionPath("ConfigMap", namespace), {...emptyLedger(release), data: dataOf(entry)});
}
