import type {Finding} from "../analysis/finding.ts";
import type {Session} from "../apply/session.ts";
import type {Context} from "../context.ts";
import type {FilesFacts} from "../observe/committed-notes.ts";
import {jobWords, podWords} from "../observe/pod-words.ts";
import {routerOf} from "../observe/router-of.ts";
import {statusOf} from "../observe/status.ts";
import {readAll} from "../observe/stored-slots.ts";
import {troublesOf} from "../observe/troubles.ts";
import {type LastStep, lastSteps} from "../release/last-steps.ts";
import type {Observation} from "../release/observation.ts";
import {observeNamed} from "../running/observe-named.ts";
import type {Seen} from "../running/seen.ts";
import {readFilesFacts, readLastCommits} from "./read-files.ts";
import {readFindings} from "./read-findings.ts";
import {type ShownStatus, statusText} from "./status-text.ts";

/** Steps that are shown: enough for one rollout of the usual canary. */
const STEPS = 5;

/** Prints where a release stands. */
export async function showStatus(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const seen = await observeNamed(context, args);
  const {session, observation} = seen;
  const [steps, metrics, files, words] = await Promise.all([
    readSteps(seen, observation),
    readFindings(session, observation),
    readFilesFacts(seen),
    readWords(session, observation),
  ]);
  const shown = shownStatus(session, observation, {steps, metrics, files});
  const status = {...shown, notes: [...shown.notes, ...words]};
  context.stdout.write(args.output === "json" ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
}

/** What is read for a status beside the release. */
export interface StatusFacts {
  readonly steps: readonly LastStep[];
  readonly metrics: readonly Finding[];
  readonly files: FilesFacts | undefined;
}

/** A status with the commands as a person types them here. */
export function shownStatus(
  session: Session,
  observation: Observation,
  {steps, metrics, files}: StatusFacts,
): ShownStatus {
  const found = statusOf(observation, routerOf(observation), files);
  const notes = found.notes.map((note) => note.replace(/helm djcd [a-z]+ \S+/g, session.asTyped));
  return {...found, steps, metrics, notes, next: found.next.map(session.asTyped)};
}

/** What pods and Jobs in trouble say themselves. */
async function readWords(session: Session, observation: Observation): Promise<string[]> {
  const said = troublesOf(observation).map(({job, pods}) => (job ? jobWords : podWords)(session, pods));
  return (await Promise.all(said)).flat();
}

/** What was done last. */
export async function readSteps({session, files}: Seen, {revisions, release}: Observation): Promise<LastStep[]> {
  if (files) return files.log ? readLastCommits(files.log, release, STEPS) : [];
  return lastSteps(await readAll(session, revisions.filter((one) => one.release === release).slice(-STEPS)));
}
