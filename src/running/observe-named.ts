import type {Session} from "../apply/session.ts";
import type {Context} from "../context.ts";
import {observe} from "../observe/observe.ts";
import {observeBystanders, observeSecrets, withPresence} from "../observe/observe-part.ts";
import type {Observation} from "../release/observation.ts";
import {refuseForeign} from "../release/phase.ts";
import {about} from "./failure.ts";
import {openSession, releaseNamed} from "./open-session.ts";
import type {Seen} from "./seen.ts";

/** What a command that only looks begins with: the release that was named, as it is now. */
export async function observeNamed(context: Context, args: Readonly<Record<string, unknown>>): Promise<Seen> {
  const session = await openSession(context, {output: args.output as string});
  if (args.read !== undefined) return (await import("./observe-committed.ts")).observeCommitted(session, args);
  const release = await releaseNamed(session, args.release as string | undefined);
  return about(release, async () => ({session, observation: await observeWhole(session, release)}));
}

/** A release with all that may be missing of it. */
export async function observeWhole({api, namespace}: Session, release: string): Promise<Observation> {
  const [seen, bystanders] = await Promise.all([
    observe(api, namespace, release),
    observeBystanders(api, namespace, release),
  ]);
  refuseForeign(seen);
  return {...withPresence(seen, bystanders), secrets: await observeSecrets(api, seen)};
}
