import type {Finding} from "../analysis/finding.ts";
import type {Session} from "../apply/session.ts";
import type {Context} from "../context.ts";
import {jobWords, podWords} from "../observe/pod-words.ts";
import {routerOf} from "../observe/router-of.ts";
import {statusOf} from "../observe/status.ts";
import {readAll} from "../observe/stored-slots.ts";
import {troublesOf} from "../observe/troubles.ts";
import {type LastStep, lastSteps} from "../release/last-steps.ts";
import type {Observation} from "../release/observation.ts";
import {observeNamed} from "../running/observe-named.ts";
import {readFindings} from "./read-findings.ts";
import {type ShownStatus, statusText} from "./status-text.ts";

/** Steps that are shown: enough for one rollout of the usual canary. */
const STEPS = 5;

/** Prints where a release stands. */
export async function showStatus(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const {session, observation} = await observeNamed(context, args);
  const [steps, metrics, words] = await Promise.all([
    readSteps(session, observation),
    readFindings(session, observation),
    readWords(session, observation),
  ]);
  const shown = shownStatus(session, observation, steps, metrics);
  const status = {...shown, notes: [...shown.notes, ...words]};
  context.stdout.write(args.output === "json" ? `${JSON.stringify(status, null, 2)}\n` : statusText(status));
}

/** A status with the commands as a person types them here. */
export function shownStatus(
  session: Session,
  observation: Observation,
  steps: readonly LastStep[],
  metrics: readonly Finding[],
): ShownStatus {
  const found = statusOf(observation, routerOf(observation));
  return {...found, steps, metrics, next: found.next.map(session.asTyped)};
}

/** What pods and Jobs in trouble say themselves. */
async function readWords(session: Session, observation: Observation): Promise<string[]> {
  const said = troublesOf(observation).map(({job, pods}) => (job ? jobWords : podWords)(session, pods));
  return (await Promise.all(said)).flat();
}

/** What was done last. */
export async function readSteps(session: Session, {revisions, release}: Observation): Promise<LastStep[]> {
  return lastSteps(await readAll(session, revisions.filter((one) => one.release === release).slice(-STEPS)));
}
