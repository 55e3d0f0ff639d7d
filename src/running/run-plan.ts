import {apply} from "../apply/apply.ts";
import {CheckFailed} from "../apply/check-failed.ts";
import {look, type Session, type WriteSession} from "../apply/session.ts";
import {writeSession} from "../apply/write-session.ts";
import type {Context} from "../context.ts";
import {DjcdError, EXIT, type ExitCode} from "../errors.ts";
import type {End} from "../kubernetes/held-lock.ts";
import {acquireLock} from "../kubernetes/lease.ts";
import {grantedRules} from "../kubernetes/review.ts";
import {observe} from "../observe/observe.ts";
import {observeBystanders, observeSecrets, withPresence} from "../observe/observe-part.ts";
import {refuseRouteFault} from "../observe/router-of.ts";
import {planDiscard} from "../plan/discard.ts";
import {putRight} from "../plan/put-right.ts";
import {isRecorded, noteOf, planRest} from "../plan/rest.ts";
import {rolloutOf} from "../plan/rollout-of.ts";
import {purposeOf} from "../plan/saved-plan.ts";
import {tellOfSecrets} from "../plan/secrets.ts";
import type {Plan} from "../plan/step.ts";
import {planWayBack} from "../plan/way-back.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf, refuseForeign} from "../release/phase.ts";
import type {VerbArguments} from "../typed/options.ts";
import {readNumber, refuseUnlessOut} from "../typed/which-rollout.ts";
import {askAll} from "./ask.ts";
import type {Command} from "./command.ts";
import {about} from "./failure.ts";
import {whenInterrupted} from "./interrupted.ts";
import {refuseMissingRights} from "./missing-rights.ts";
import {mustExist, openSession, releaseNamed} from "./open-session.ts";
import {outcomeOf, outlookOf} from "./outcome.ts";
import {openPlanFile, type PlanFile} from "./plan-file.ts";
import {nextText, planJson, planText} from "./plan-text.ts";

/** A command on its way: the release that it turned out to be about, and the rollout that it may act on. */
interface Run extends Command {
  readonly session: Session;
  readonly name: string;
  readonly meant: number | undefined;
  readonly file: PlanFile;
}

/** A plan, the number of the rollout that it is about, and what is noted of it. */
interface Planned {
  readonly plan: Plan;
  readonly rollout: number;
  /** For whoever finds this command dead; empty where it can be typed again as it is. */
  readonly note: string;
}

/** The life of a verb that changes a release: observe, plan, show, apply. */
export async function runPlan(context: Context, command: Command): Promise<ExitCode> {
  const {args} = command;
  if (args.push && args.write === undefined) throw new DjcdError("--push goes with --write DIR: give both, or neither");
  if (args["exit-code"] && !args["dry-run"])
    throw new DjcdError("--exit-code goes with --dry-run: give both, or neither");
  if (args.write !== undefined) return (await import("./run-commits.ts")).runByCommits(context, command, args.write);
  const meant = readNumber("rollout", args.rollout);
  const {output, timeout, reason, "probe-url": probeUrl} = args;
  const session = await openSession(context, {output, timeout, reason, probeUrl});
  const name = await releaseNamed(session, args.release);
  const looksOnly = args["dry-run"] !== undefined || args["save-plan"] !== undefined;
  return about(name, async () => {
    const file = await openPlanFile(context.cwd, args, purposeOf(command.verb, name, session.namespace));
    const run = {...command, session, name, meant, file};
    return looksOnly ? dryRun(run) : act(run);
  });
}

async function planned(run: Run, seen: Observation, left?: string): Promise<Planned> {
  const {session, verb, meant, typed = "", file} = run;
  const observation = {...seen, secrets: await observeSecrets(session.api, seen)};
  refuseForeign(observation);
  const isAgain = isRecorded(left, typed, observation);
  if (!isAgain) refuseUnlessOut(observation, verb, meant);
  const plan = isAgain ? planRest(observation) : await run.plan(observation, session);
  const made = tellOfSecrets(observation, putRight(observation, plan));
  if (made.steps.some(({kind}) => kind === "shift")) refuseRouteFault(observation);
  await file.meet(session, observation, made);
  const shown = {...made, next: made.next.map(session.asTyped)};
  return {plan: shown, rollout: rolloutOf(observation, made), note: typed && noteOf(typed, observation, made)};
}

async function dryRun(run: Run): Promise<ExitCode> {
  const {session, name, args} = run;
  const {api, namespace} = session;
  const [part, bystanders] = await Promise.all([
    observe(api, namespace, name),
    observeBystanders(api, namespace, name),
  ]);
  const seen = withPresence(part, bystanders);
  const {plan: then, rollout} = await planned(run, seen);
  const plan = before(planDiscard(seen), then);
  const questions = plan.questions.map((question) => `question: ${question}\n`).join("");
  session.context.stdout.write(
    args.output === "json"
      ? planJson(plan, rollout, outlookOf(plan))
      : `${planText(plan)}${questions}${endOfDryRun(args)}`,
  );
  return args["exit-code"] && plan.steps.length > 0 ? EXIT.wouldChange : EXIT.done;
}

function endOfDryRun({"save-plan": file}: VerbArguments): string {
  return file ? `the plan is in ${file}: nothing was changed\n` : "dry run: nothing was changed\n";
}

/** One plan after the other, as one. */
function before(first: Plan, then: Plan): Plan {
  return {...then, says: [...first.says, ...then.says], steps: [...first.steps, ...then.steps]};
}

async function act(run: Run): Promise<ExitCode> {
  const {session, name, args} = run;
  const {api, context, namespace, says} = session;
  await mustExist(session, name);
  const lock = await acquireLock(api, context.clock, namespace, name, says);
  const tooLate = whenInterrupted(lock, says);
  let end: End = "cut short";
  try {
    const writing = writeSession(session, name, lock);
    const {plan, rollout, note} = await planned({...run, session: writing}, await firstLook(writing), lock.left);
    says(planText(plan).trimEnd());
    await askAll(context, plan.questions, args.yes ?? false);
    if (note) await lock.note(note);
    await applyOrGoBack(plan, rollout, writing);
    context.stdout.write(args.output === "json" ? planJson(plan, rollout, outcomeOf(plan)) : nextText(plan.next));
    end = "done";
    return EXIT.done;
  } finally {
    tooLate();
    await lock.release(end);
  }
}

/** All that a plan is made of, asked at once. Whoever may not write, or has no Helm that can, is refused here. */
async function firstLook(session: WriteSession): Promise<Observation> {
  const {api, namespace, release, helm} = session;
  const bystanders = observeBystanders(api, namespace, release);
  // Awaited below: a right that is missing is told by its name first.
  bystanders.catch(() => undefined);
  const [rules, seen] = await Promise.all([grantedRules(api, namespace), look(session), helm.version()]);
  refuseMissingRights(rules, seen);
  await discardDead(session);
  return withPresence(await look(session), await bystanders);
}

/** What a killed Helm left is taken back before anything is planned. */
async function discardDead(session: WriteSession): Promise<void> {
  const seen = await look(session);
  const plan = planDiscard(seen);
  if (plan.steps.length === 0) return;
  session.says(planText(plan).trimEnd());
  await apply(plan, recordOf(seen).number, session);
}

/** A failed check is answered by another plan: the way back. */
async function applyOrGoBack(plan: Plan, rollout: number, session: WriteSession): Promise<void> {
  try {
    await apply(plan, rollout, session);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    session.says(`check failed: ${error.message}`);
    const back = planWayBack(await look(session));
    session.says(planText(back).trimEnd());
    await apply(back, rollout, session);
    const {code, reason} = error;
    throw new DjcdError(`${error.message}\n${back.says.join("\n")}`, {code, reason, cause: error});
  }
}
