import type {Finding} from "../analysis/finding.ts";
import type {LastStep} from "../release/last-steps.ts";
import type {Observation} from "../release/observation.ts";
import {failureOf} from "../running/failure.ts";
import type {Seen} from "../running/seen.ts";
import {readFilesFacts} from "./read-files.ts";
import {readFindings} from "./read-findings.ts";
import {readSteps, shownStatus} from "./show-status.ts";
import type {ShownStatus} from "./status-text.ts";
import type {View} from "./view.ts";

/** How long a view stands. */
export const EVERY_MILLISECONDS = 1000;
/** Prometheus has nothing new more often than this. */
const MEASURE_EVERY_MILLISECONDS = 5000;

/** A look that fails keeps what was seen before: a lost connection heals, and a Helm that writes is done in a moment. */
export async function lookAgain(view: View, look: () => Promise<ShownStatus>): Promise<View> {
  try {
    return {status: await look(), missed: 0};
  } catch (error) {
    return {...view, missed: view.missed + 1, trouble: failureOf(error).message};
  }
}

/** Looks at a release; its last steps are read anew only when there are others, its metrics from time to time. */
export function looker(seen: Seen): () => Promise<ShownStatus> {
  const {session} = seen;
  const now = (): number => session.context.clock.now().getTime();
  let measured: {at: number; findings: readonly Finding[]} = {at: 0, findings: []};
  let known: {revisions: string; steps: LastStep[]} | undefined;
  return async () => {
    const observation = await seen.again();
    const files = await readFilesFacts(seen);
    const revisions = files ? JSON.stringify(files) : frontRevisions(observation);
    if (known?.revisions !== revisions) known = {revisions, steps: await readSteps(seen, observation)};
    if (now() - measured.at >= MEASURE_EVERY_MILLISECONDS)
      measured = {at: now(), findings: await readFindings(session, observation)};
    return shownStatus(session, observation, {steps: known.steps, metrics: measured.findings, files});
  };
}

function frontRevisions({revisions, release}: Observation): string {
  return JSON.stringify(revisions.filter((one) => one.release === release));
}
