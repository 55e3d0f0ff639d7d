import type {Clock} from "../context.ts";
import type {RevisionLabel} from "../helm/helm-release.ts";
import {listRevisions, pruneRevision, readRevision} from "../helm/release-store.ts";
import {pathOf} from "../kubernetes/any-path.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {leftBehind} from "../plan/discard.ts";
import type {Step} from "../plan/step.ts";
import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {isPending} from "../release/observation.ts";
import {ownerOf} from "../release/ownership.ts";
import {look, type WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

/** A Helm needs a second or two: after this time an unfinished revision has nobody who will finish it. */
const DEAD_AFTER_SECONDS = 60;

/**
 * Takes back the revision of a Helm that was killed: first the objects that only it wanted, then its Secret. One that
 * is still at work is waited for, and left alone when it comes to its end.
 */
export async function discard({label}: Extract<Step, {kind: "discard"}>, session: WriteSession): Promise<void> {
  const {clock} = session.context;
  const since = clock.now();
  let now: RevisionLabel | undefined = label;
  await wait(session, async () => {
    now = await again(session, label);
    return stillAtWork(now, clock, since);
  });
  if (!now || !isPending(now)) return;
  const dead = await readRevision(session.api, session.namespace, now);
  if (dead) for (const object of leftBehind(await look(session), dead)) await removeOwn(session, dead.name, object);
  await pruneRevision(session.api, session.namespace, now);
}

async function again({api, namespace}: WriteSession, {release, revision}: RevisionLabel) {
  return (await listRevisions(api, namespace, [release])).find((one) => one.revision === revision);
}

/** The API server's clock and ours may differ: a minute that we saw pass ourselves counts too. */
function stillAtWork(label: RevisionLabel | undefined, clock: Clock, since: Date): Readiness {
  if (!label || !isPending(label)) return READY;
  const now = clock.now().getTime();
  const begun = Math.min(new Date(label.created ?? since).getTime(), since.getTime());
  const left = Math.ceil(DEAD_AFTER_SECONDS - (now - begun) / 1000);
  if (left <= 0) return READY;
  return waiting(
    `release ${label.release} revision ${label.revision} is ${label.status}: a Helm is at work, or was killed; taken back at ${DEAD_AFTER_SECONDS} s of age`,
  );
}

async function removeOwn({api, namespace}: WriteSession, owner: string, object: KubeObject): Promise<void> {
  const path = await pathOf(api, namespace, object);
  const found = path && (await orNothing(api.get<KubeObject>(path)));
  if (found && ownerOf(found) === owner) await orNothing(api.remove(path));
}
