import type {Session} from "../apply/session.ts";
import {observeFiles, releaseReader} from "../observe/observe-files.ts";
import {observeSecrets} from "../observe/observe-part.ts";
import {observeBystanders, withPresence} from "../observe/presence.ts";
import {refuseForeign, refuseTaken} from "../release/phase.ts";
import {about} from "./failure.ts";
import type {Seen} from "./seen.ts";
import {typedFor, valuesFolder} from "./values-folder.ts";

/** What `status` begins with where values files are the record. */
export async function observeCommitted(session: Session, args: Readonly<Record<string, unknown>>): Promise<Seen> {
  const {api, namespace, helm, context} = session;
  const shown = args.read as string;
  const {release, folder} = await valuesFolder(context, "--read", args.release as string | undefined, shown);
  const asTyped = (typed: string): string => session.asTyped(typedFor(typed, shown, false));
  return about(release, async () => {
    const [seen, bystanders] = await Promise.all([
      observeFiles(api, namespace, releaseReader(helm, folder, release)),
      observeBystanders(api, namespace, release),
    ]);
    refuseForeign(seen);
    refuseTaken(seen);
    const observation = {...(await withPresence(api, seen, bystanders)), secrets: await observeSecrets(api, seen)};
    return {session: {...session, asTyped}, observation};
  });
}
