import {DjcdError} from "../errors.ts";
import type {Log} from "../git/log.ts";
import type {FilesFacts} from "../observe/committed-notes.ts";
import {FILES} from "../release/committed.ts";
import type {LastStep} from "../release/last-steps.ts";
import type {Seen} from "../running/seen.ts";

/** What git tells of the values files; nothing where a release is recorded with Helm. */
export async function readFilesFacts({files}: Pick<Seen, "files">): Promise<FilesFacts | undefined> {
  if (!files) return undefined;
  const {folder, log} = files;
  if (!log) return {shown: folder.shown, last: {}, changed: [], unpushed: 0};
  const last = await Promise.all(FILES.map(async (file) => [file, (await log.commits(`${file}.yaml`))[0]] as const));
  return {
    shown: folder.shown,
    last: Object.fromEntries(last.filter(([, commit]) => commit)),
    changed: await log.changed(),
    unpushed: (await log.unpushed()) ?? 0,
  };
}

/** The history of the folder, without which nothing of the past is known. */
export function refuseNoLog({folder, log}: NonNullable<Seen["files"]>): Log {
  if (log) return log;
  throw new DjcdError(
    `--read ${folder.shown}: the folder lies in no work tree of git, and what was before stands in git. Type the command in a clone`,
  );
}

/** The last commits, oldest first; those of others with their names. */
export async function readLastCommits(log: Log, release: string, count: number): Promise<LastStep[]> {
  const commits = (await log.commits()).slice(0, count).reverse();
  return commits.map(({at, by, subject}) => ({
    at,
    did: subject.startsWith(`${release} #`) ? subject : `${subject}, by ${by}`,
  }));
}
