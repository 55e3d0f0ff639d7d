import type {Git} from "../../git/git.ts";
import {NO_LOCK} from "../../kubernetes/held-lock.ts";
import {observeFiles, releaseReader, type ValuesFolder} from "../../observe/observe-files.ts";
import type {Verb} from "../../plan/step.ts";
import type {Session, WriteSession} from "../session.ts";
import {worldOf} from "../world.ts";

/** A session that writes values files, for a controller to apply. */
export interface CommitSession extends WriteSession {
  readonly folder: ValuesFolder;
  /** Where what is written is committed and pushed by us; nothing where that is a person's or a pipeline's. */
  readonly git: Git | undefined;
}

/**
 * Lets a session write values files. Two commands cannot both move a branch: the push of the later one is refused.
 * Nothing is written into the cluster.
 */
export function commitSession(
  session: Session,
  release: string,
  verb: Verb,
  folder: ValuesFolder,
  git: Git | undefined,
): CommitSession {
  const {api, helm, namespace, context} = session;
  const read = releaseReader(helm, folder, release);
  const world = worldOf(context.clock, api, (kept) => observeFiles(kept, namespace, read));
  return {...session, release, verb, lock: NO_LOCK, world, diary: api, folder, git};
}
