import {existsSync} from "node:fs";
import {writeFile} from "node:fs/promises";
import {tmpdir} from "node:os";
import {dirname, join, resolve} from "node:path";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import {readLedger} from "../observe/read-ledger.ts";
import {type Entry, entriesOf} from "../release/ledger.ts";
import {recordOf} from "../release/phase.ts";
import {reportPage} from "../report/page.ts";
import type {Story} from "../report/story.ts";
import {observeNamed} from "../running/observe-named.ts";
import type {Seen} from "../running/seen.ts";
import {quoted} from "../typed/quoted.ts";
import {readNumber} from "../typed/which-rollout.ts";
import {readCourses} from "./read-courses.ts";
import {readEntries} from "./read-entries.ts";
import {refuseNoLog} from "./read-files.ts";
import {readRollouts} from "./read-rollouts.ts";

/** Writes the page of a rollout; with `-o json` prints what it is made of, and writes nothing. */
export async function writeReport(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const wanted = readNumber("rollout", args.rollout as string | undefined);
  const seen = await observeNamed(context, args);
  const story = await readStory(seen, wanted ?? recordOf(seen.observation).number);
  if (args.output === "json") return void context.stdout.write(`${JSON.stringify(story, null, 2)}\n`);
  const file =
    (args.file as string | undefined) ?? join(usualFolder(context.cwd), `${story.release}-${story.number}.html`);
  await writeFile(resolve(context.cwd, file), reportPage(story)).catch((error: Error) => {
    throw new DjcdError(`${quoted(file)} cannot be written: ${error.message}. Say where to with --file`, {
      cause: error,
    });
  });
  context.stdout.write(`the report of #${story.number} is in ${quoted(file)}\n`);
}

/** Here; from within a checkout, where a page would be one more file to commit, the folder for what may go. */
function usualFolder(cwd: string): string {
  return foldersAbove(cwd).some((folder) => existsSync(join(folder, ".git"))) ? tmpdir() : "";
}

function foldersAbove(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersAbove(above)];
}

async function readStory(seen: Seen, number: number): Promise<Story> {
  const {session, observation} = seen;
  const {release, namespace} = observation;
  const entries = await entriesFor(seen, number);
  if (entries.length === 0) throw new DjcdError(nothingOf(seen, number));
  const [rollouts, metrics] = await Promise.all([readRollouts(seen), readCourses(session, observation, entries)]);
  return {release, namespace, number, rollout: rollouts.find((one) => one.number === number), entries, metrics};
}

/** What was done, by the ledger; by git where values files are the record. */
async function entriesFor({session, observation, files}: Seen, number: number): Promise<readonly Entry[]> {
  const {release, namespace} = observation;
  if (files) return readEntries(refuseNoLog(files), release, number);
  const ledger = await orNothing(readLedger(session.api, namespace, release));
  return ledger ? entriesOf(ledger, number) : [];
}

function nothingOf({session, observation: {release}, files}: Seen, number: number): string {
  const what = files ? "the history of git" : `the ledger of ${release}`;
  return `${what} knows nothing of #${number}. Its rollouts: ${session.asTyped(`helm djcd history ${release}`)}`;
}
