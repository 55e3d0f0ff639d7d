import type {Finding} from "../analysis/finding.ts";
import type {Context} from "../context.ts";
import type {LastStep} from "../release/last-steps.ts";
import type {Observation} from "../release/observation.ts";
import {failureOf} from "../running/failure.ts";
import {observeNamed} from "../running/observe-named.ts";
import type {Seen} from "../running/seen.ts";
import {readFilesFacts} from "./read-files.ts";
import {readFindings} from "./read-findings.ts";
import {readSteps, shownStatus} from "./show-status.ts";
import type {ShownStatus} from "./status-text.ts";
import {screenOf, type View} from "./view.ts";

const EVERY_MILLISECONDS = 1000;
/** Prometheus has nothing new more often than this. */
const MEASURE_EVERY_MILLISECONDS = 5000;

/** Shows where a release stands, every second, until nobody looks any more. */
export async function watchStatus(context: Context, args: Readonly<Record<string, unknown>>): Promise<void> {
  const seen = await observeNamed(context, args);
  const isWatched = watcher(context);
  const look = looker(seen);
  const show = screenOf(context.stdout, args.output === "json");
  for (let view: View = {status: await look(), missed: 0}; isWatched(); view = await lookAgain(view, look)) {
    show(view, context.clock.now());
    await context.clock.sleep(EVERY_MILLISECONDS);
  }
}

/** A look that fails keeps what was seen before: a lost connection heals, and a Helm that writes is done in a moment. */
async function lookAgain(view: View, look: () => Promise<ShownStatus>): Promise<View> {
  try {
    return {status: await look(), missed: 0};
  } catch (error) {
    return {...view, missed: view.missed + 1, trouble: failureOf(error).message};
  }
}

/** Looks at a release; its last steps are read anew only when there are others, its metrics from time to time. */
function looker(seen: Seen): () => Promise<ShownStatus> {
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

/** Helm passes no signal on, and a closed pipe is none: whoever started us is gone, or does not read any more. */
function watcher({stdout, parent}: Context): () => boolean {
  const started = parent();
  let isRead = true;
  stdout.on("error", () => {
    isRead = false;
  });
  return () => isRead && parent() === started;
}
