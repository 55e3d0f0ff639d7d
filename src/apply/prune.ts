import type {HelmRelease} from "../helm/helm-release.ts";
import {pruneRevision, readRevision} from "../helm/release-store.ts";
import type {Step} from "../plan/step.ts";
import {frontBlock, partOf} from "../release/block.ts";
import {look, type WriteSession} from "./session.ts";

/** A rollback to a `part: all` revision would delete the live slot. */
export function pruneUnmanaged(_: Extract<Step, {kind: "prune-unmanaged"}>, session: WriteSession): Promise<void> {
  return pruneFront(session, (stored) => partOf(stored) === "all");
}

/** A rollback to a revision that gives weight to a slot without pods would be an outage. */
export function prune({slot}: Extract<Step, {kind: "prune"}>, session: WriteSession): Promise<void> {
  return pruneFront(session, (stored) => partOf(stored) === "front" && (frontBlock(stored).traffic[slot] ?? 0) > 0);
}

async function pruneFront(session: WriteSession, isGone: (stored: HelmRelease) => boolean): Promise<void> {
  const {api, namespace} = session;
  const {revisions, release, front} = await look(session);
  for (const label of revisions.filter((one) => one.release === release && one.revision !== front.revision)) {
    const stored = await readRevision(api, namespace, label);
    if (stored && isGone(stored)) await pruneRevision(api, namespace, label);
  }
}
