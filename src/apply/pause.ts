import {type Decision, decide, type Look} from "../analysis/decision.ts";
import {findingText} from "../analysis/finding.ts";
import {refusal} from "../errors.ts";
import {routerOf} from "../observe/router-of.ts";
import type {Step} from "../plan/step.ts";
import {otherSlot} from "../release/names.ts";
import {recordOf} from "../release/phase.ts";
import {inWords} from "../strategies/duration.ts";
import {CheckFailed} from "./check-failed.ts";
import {look, type WriteSession} from "./session.ts";
import {watchCandidate} from "./watch.ts";

const LOOK_EVERY_SECONDS = 5;
const SAY_EVERY_SECONDS = 30;

/** A timed pause of a strategy: the candidate is looked at while it lasts, and goes on only where all is well. How it did comes back. */
export async function pause(step: Extract<Step, {kind: "pause"}>, session: WriteSession): Promise<readonly string[]> {
  const {seconds, analysis, checks} = step;
  const {clock} = session.context;
  const since = step.since === undefined ? clock.now() : new Date(step.since);
  const until = new Date(since.getTime() + seconds * 1000);
  const observation = await look(session);
  const candidate = otherSlot(recordOf(observation).live);
  const watch = watchCandidate(session, observation, candidate, {settings: analysis, checks, since});
  const patience = {seconds, extendSeconds: analysis?.extendSeconds ?? 0};
  const every = analysis?.intervalSeconds ?? LOOK_EVERY_SECONDS;
  for (let [said, looks] = [0, 0]; ; looks++) {
    await session.turn.offer("the pause", until);
    await clock.sleep(untilNextLook(seconds - secondsSince(session, since), every, looks) * 1000);
    const seen = await watch();
    const elapsed = secondsSince(session, since);
    const decision = decide(seen, elapsed, patience);
    if (!["wait", "extend"].includes(decision.is)) await session.turn.claim();
    if (follow(decision, seen, session)) return seen.findings.map(findingText);
    if (elapsed - said < SAY_EVERY_SECONDS) continue;
    said = elapsed;
    for (const line of progress(decision, seen, seconds - elapsed)) session.says(`  ${line}`);
  }
}

/** One that is gone on with, and was over already, is looked at once before it ends. */
function untilNextLook(left: number, every: number, looks: number): number {
  if (left > 0) return Math.min(every, left);
  return looks === 0 ? 0 : every;
}

function secondsSince({context}: WriteSession, since: Date): number {
  return (context.clock.now().getTime() - since.getTime()) / 1000;
}

/** Whether the pause is over; what ends the rollout is thrown. */
function follow(decision: Decision, seen: Look, session: WriteSession): boolean {
  if (decision.is === "go back") throw new CheckFailed(withNumbers(decision.why, seen), "analysis-failed");
  if (decision.is === "hold") throw refusal(withNumbers(holdText(decision.why, session), seen), "not-enough-data");
  if (decision.is !== "go on") return false;
  for (const line of seen.findings.map(findingText)) session.says(`  ${line}`);
  return true;
}

function withNumbers(why: string, {findings}: Look): string {
  return [why, ...findings.map((finding) => `  ${findingText(finding)}`)].join("\n");
}

function holdText(why: string, {release, asTyped}: WriteSession): string {
  const next = ["upgrade", "promote", "rollback"].map((verb) => asTyped(`helm djcd ${verb} ${release}`));
  return `traffic stays as it is, for a person to decide: ${why}. To look again: ${next[0]}; to go on all the same: ${next[1]}; to go back: ${next[2]}`;
}

function progress(decision: Decision, {findings}: Look, left: number): string[] {
  const head =
    decision.is === "extend" ? `pausing longer: ${decision.why}` : `pausing: ${inWords(Math.round(left))} left`;
  return [head, ...findings.map((finding) => `  ${findingText(finding)}`)];
}

/** Pods end in their own time after this; here the data plane gets the time to stop choosing them. */
export async function drain({slot}: Extract<Step, {kind: "drain"}>, session: WriteSession): Promise<void> {
  const observation = await look(session);
  const router = routerOf(observation);
  const recorded = recordOf(observation).traffic[slot] ?? 0;
  const written = router.read(observation.route)?.[slot] ?? 0;
  if (recorded + written > 0)
    throw new Error(`${slot} still has traffic (${recorded} % recorded, ${written} % on the route)`);
  await session.context.clock.sleep(router.propagationSeconds * 1000);
}
