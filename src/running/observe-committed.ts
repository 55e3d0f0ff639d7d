import type {Session} from "../apply/session.ts";
import {openLog} from "../git/log.ts";
import {observeFiles, releaseReader} from "../observe/observe-files.ts";
import {observeSecrets} from "../observe/observe-part.ts";
import {observeBystanders, withPresence} from "../observe/presence.ts";
import type {Observation} from "../release/observation.ts";
import {refuseForeign, refuseTaken} from "../release/phase.ts";
import {about} from "./failure.ts";
import type {Seen} from "./seen.ts";
import {typedFor, valuesFolder} from "./values-folder.ts";

/** What a command that only looks begins with where values files are the record. */
export async function observeCommitted(session: Session, args: Readonly<Record<string, unknown>>): Promise<Seen> {
  const {api, namespace, helm, context} = session;
  const shown = args.read as string;
  const {release, folder} = await valuesFolder(context, "--read", args.release as string | undefined, shown);
  const asTyped = (typed: string): string => session.asTyped(typedFor(typed, shown, false));
  const read = releaseReader(helm, folder, release);
  const again = async (): Promise<Observation> => {
    const [seen, bystanders] = await Promise.all([
      observeFiles(api, namespace, read),
      observeBystanders(api, namespace, release),
    ]);
    refuseForeign(seen);
    refuseTaken(seen);
    return {...(await withPresence(api, seen, bystanders)), secrets: await observeSecrets(api, seen)};
  };
  return about(release, async () => {
    const files = {folder, log: await openLog(folder.path)};
    return {session: {...session, asTyped}, observation: await again(), files, again};
  });
}
