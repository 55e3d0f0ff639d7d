import type {Session} from "../apply/session.ts";
import type {Context} from "../context.ts";
import {orHidden} from "../kubernetes/api-error.ts";
import {isAtWork, readLock, type Seen as SeenLock} from "../kubernetes/lease.ts";
import {observe} from "../observe/observe.ts";
import {observeSecrets} from "../observe/observe-part.ts";
import {observeBystanders, withPresence} from "../observe/presence.ts";
import {readLedger} from "../observe/read-ledger.ts";
import {endingsOf} from "../release/endings.ts";
import type {Observation} from "../release/observation.ts";
import {refuseForeign, refuseTaken} from "../release/phase.ts";
import {readWork} from "../release/work.ts";
import {about} from "./failure.ts";
import {openSession, releaseNamed} from "./open-session.ts";
import type {Seen} from "./seen.ts";

/** What a command that only looks begins with: the release that was named, as it is now. */
export async function observeNamed(context: Context, args: Readonly<Record<string, unknown>>): Promise<Seen> {
  const session = await openSession(context, {output: args.output as string});
  if (args.read !== undefined) return (await import("./observe-committed.ts")).observeCommitted(session, args);
  const release = await releaseNamed(session, args.release as string | undefined);
  const again = () => observeWhole(session, release);
  return about(release, async () => ({session, observation: await again(), again}));
}

/** A release with all that may be missing of it. */
async function observeWhole({api, namespace, context}: Session, release: string): Promise<Observation> {
  const [seen, bystanders, lock, told] = await Promise.all([
    observe(api, namespace, release),
    observeBystanders(api, namespace, release),
    readLock(api, context.clock, namespace, release),
    orHidden(readLedger(api, namespace, release)),
  ]);
  refuseForeign(seen);
  refuseTaken(seen);
  const secrets = await observeSecrets(api, seen);
  const whole = await withPresence(api, seen, bystanders);
  return {...whole, secrets, ...worksOf(lock), ...(told && {endings: endingsOf(told)})};
}

/** What is done to a release now, or was begun and not ended. */
function worksOf({holder, left}: SeenLock): Pick<Observation, "atWork" | "unfinished"> {
  const work = readWork(left.work);
  if (!holder || !isAtWork(holder)) return work ? {unfinished: work} : {};
  return {atWork: work ?? {verb: "a command", by: holder.who, since: holder.since}};
}
