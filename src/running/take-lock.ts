import type {Context} from "../context.ts";
import {breakLock, type Holder, isAtWork, readLock} from "../kubernetes/lease.ts";
import type {Question} from "../plan/question.ts";
import {askAll} from "./ask.ts";
import {openSession, releaseNamed} from "./open-session.ts";
import type {Outcome} from "./outcome.ts";

/** Tells who holds the lock, asks, and takes it away. A command that still runs stops before its next write. */
export async function takeLock(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const session = await openSession(context, {output: args.output as string});
  const {api, namespace, says} = session;
  const release = await releaseNamed(session, args.release as string | undefined);
  const {holder} = await readLock(api, context.clock, namespace, release);
  says(holder ? heldBy(release, holder) : `${release} is not locked: nothing to do`);
  if (holder) {
    const question: Question = {kind: "unlock", name: release, text: "Take the lock away?"};
    await askAll(context, [question], {yes: args.yes === true, accept: []});
    await breakLock(api, namespace, release);
    says(`the lock of ${release} is taken away. Where it stands: ${session.asTyped(`helm djcd status ${release}`)}`);
  }
  const outcome: Outcome["outcome"] = holder ? "done" : "nothing to do";
  if (args.output === "json") context.stdout.write(`${JSON.stringify({release, outcome, holder}, null, 2)}\n`);
}

function heldBy(release: string, holder: Holder): string {
  const {who, since, silentSeconds, isDead} = holder;
  const life = isDead
    ? "that process does not exist any more: the next command takes the lock over by itself"
    : isAtWork(holder)
      ? `it renewed the lock ${silentSeconds} s ago, so it is at work: if the lock is taken, it stops before its next write, in the middle of what it does`
      : `it has not renewed the lock for ${silentSeconds} s, so it is dead or paused: the next command takes the lock over by itself`;
  return `${release} is locked by ${who} since ${since}; ${life}`;
}
