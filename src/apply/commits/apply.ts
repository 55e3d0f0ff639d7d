import {refusal} from "../../errors.ts";
import {describeStep} from "../../plan/describe.ts";
import type {Plan, Step} from "../../plan/step.ts";
import {trafficText} from "../../release/block.ts";
import {inTheMiddle, refuseNews} from "./follow.ts";
import type {CommitSession} from "./session.ts";
import {BY_COMMITS} from "./steps.ts";

/**
 * Does the steps of a plan by values files. Without a push it ends with the first step that changed files, and gives
 * their names: somebody commits them. With one it commits, waits until the controller has applied it, and goes on.
 */
export async function applyByCommits(plan: Plan, rollout: number, session: CommitSession): Promise<readonly string[]> {
  for (const [index, step] of plan.steps.entries()) {
    session.says(`[${index + 1}/${plan.steps.length}] ${describeStep(step)}`);
    const files = await write(step, session);
    if (files.length > 0 && !session.git) return files;
    if (files.length > 0) await publish(step, rollout, files, session);
    await settle(step, session);
  }
  return [];
}

type Performed = {
  readonly write?: (step: Step, session: CommitSession) => Promise<readonly string[]>;
  readonly settle: (step: Step, session: CommitSession) => Promise<void>;
};

async function write(step: Step, session: CommitSession): Promise<readonly string[]> {
  const {write: act} = BY_COMMITS[step.kind] as Performed;
  if (!act) return [];
  await refuseNews(session);
  await session.git?.begin();
  const files = await act(step, session);
  if (files.length === 0) await session.git?.leave();
  return files;
}

function settle(step: Step, session: CommitSession): Promise<void> {
  return (BY_COMMITS[step.kind] as Performed).settle(step, session);
}

async function publish(step: Step, rollout: number, files: readonly string[], session: CommitSession): Promise<void> {
  const {git, folder, release, world} = session;
  const message = `${release} #${rollout}: ${commitSubject(step)}`;
  const pushed = await git?.publish(files, messageText(message, session));
  world.changed();
  if (pushed?.is === "moved") throw refusal(inTheMiddle(folder.shown, pushed.commits));
  session.says(`  pushed: ${message}`);
}

/** What a step does to the files, in the words of a commit. */
export function commitSubject(step: Step): string {
  if (step.kind === "shift") return trafficText(step.block.traffic);
  if (step.kind === "fill") return `${step.slot} gets ${step.version.image}`;
  if (step.kind === "ready") return `${step.slot} keeps as many pods as the traffic needs`;
  return describeStep(step);
}

function messageText(subject: string, {origin: {run, reason}}: CommitSession): string {
  const body = [reason, run].filter(Boolean).join("\n");
  return body ? `${subject}\n\n${body}` : subject;
}
