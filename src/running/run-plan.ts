import {apply} from "../apply/apply.ts";
import {CheckFailed} from "../apply/check-failed.ts";
import {look, type Session, type WriteSession} from "../apply/session.ts";
import {writeSession} from "../apply/write-session.ts";
import type {Context} from "../context.ts";
import {DjcdError, EXIT, type ExitCode} from "../errors.ts";
import type {End, Lock} from "../kubernetes/held-lock.ts";
import type {Left} from "../kubernetes/inscription.ts";
import {acquireLock, readLock} from "../kubernetes/lease.ts";
import {grantedRules} from "../kubernetes/review.ts";
import {observe} from "../observe/observe.ts";
import {observeBystanders, observeSecrets, withPresence} from "../observe/observe-part.ts";
import {refuseRouteFault} from "../observe/router-of.ts";
import {planDiscard} from "../plan/discard.ts";
import {bringingStep} from "../plan/facts.ts";
import {putRight} from "../plan/put-right.ts";
import {isRecorded, noteOf, planRest} from "../plan/rest.ts";
import {rolloutOf} from "../plan/rollout-of.ts";
import {purposeOf} from "../plan/saved-plan.ts";
import {tellOfSecrets} from "../plan/secrets.ts";
import type {Plan, Verb} from "../plan/step.ts";
import {tellOfUnfinished} from "../plan/unfinished.ts";
import {planWayBack} from "../plan/way-back.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf, refuseForeign} from "../release/phase.ts";
import {readWork, workTitle} from "../release/work.ts";
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

async function planned(run: Run, seen: Observation, {note, work}: Left): Promise<Planned> {
  const {session, verb, meant, typed = "", file} = run;
  const unfinished = readWork(work);
  const secrets = await observeSecrets(session.api, seen);
  const observation = {...seen, secrets, ...(unfinished && {unfinished})};
  refuseForeign(observation);
  const isAgain = isRecorded(note, typed, observation);
  if (!isAgain) refuseUnlessOut(observation, verb, meant);
  const plan = isAgain ? planRest(observation) : await run.plan(observation, session);
  const made = tellOfUnfinished(observation, tellOfSecrets(observation, putRight(observation, plan)));
  if (made.steps.some(({kind}) => kind === "shift")) refuseRouteFault(observation);
  await file.meet(session, observation, made);
  const shown = {...made, next: made.next.map(session.asTyped)};
  return {plan: shown, rollout: rolloutOf(observation, made), note: typed && noteOf(typed, observation, made)};
}

async function dryRun(run: Run): Promise<ExitCode> {
  const {session, name, args} = run;
  const {api, namespace, context} = session;
  const [seen, {left}] = await Promise.all([wholeLook(run), readLock(api, context.clock, namespace, name)]);
  const {plan: then, rollout} = await planned(run, seen, left);
  const plan = before(planDiscard(seen), then);
  const questions = plan.questions.map((question) => `question: ${question}\n`).join("");
  session.context.stdout.write(
    args.output === "json"
      ? planJson(plan, rollout, outlookOf(plan))
      : `${planText(plan)}${questions}${endOfDryRun(args)}`,
  );
  return args["exit-code"] && plan.steps.length > 0 ? EXIT.wouldChange : EXIT.done;
}

async function wholeLook({session: {api, namespace}, name}: Run): Promise<Observation> {
  const [part, bystanders] = await Promise.all([
    observe(api, namespace, name),
    observeBystanders(api, namespace, name),
  ]);
  return withPresence(part, bystanders);
}

function endOfDryRun({"save-plan": file}: VerbArguments): string {
  return file ? `the plan is in ${file}: nothing was changed\n` : "dry run: nothing was changed\n";
}

/** One plan after the other, as one. */
function before(first: Plan, then: Plan): Plan {
  return {...then, says: [...first.says, ...then.says], steps: [...first.steps, ...then.steps]};
}

async function act(run: Run): Promise<ExitCode> {
  const {session, name} = run;
  await mustExist(session, name);
  const lock = await lockFor(run);
  const tooLate = whenInterrupted(lock, session.says);
  let end: End = "cut short";
  try {
    const code = await actHolding(run, lock);
    end = "done";
    return code;
  } catch (error) {
    // One that leads further when it is typed again is brought to its end by the same words.
    if (error instanceof WentBack && run.typed === undefined) end = "done";
    throw error;
  } finally {
    tooLate();
    await lock.release(end);
  }
}

/** Verbs of a person who has seen something: they wait for nobody who waits. */
const TAKES_OVER: ReadonlySet<Verb> = new Set(["rollback", "promote", "shift", "hold", "resume"]);

function lockFor(run: Run): Promise<Lock> {
  const {session, name, verb} = run;
  const {api, context, namespace, says} = session;
  // Nobody is stopped for a command that would be refused.
  const takesOver = async (left: Left): Promise<void> => {
    await planned(run, await wholeLook(run), left);
    const work = readWork(left.work);
    says(`taking over from ${work ? `${workTitle(work)}, which waits: ${work.waits}` : "a command that waits"}`);
  };
  const wish = {verb, takesOver: TAKES_OVER.has(verb) ? takesOver : undefined, says};
  return acquireLock(api, context.clock, namespace, name, wish);
}

async function actHolding(run: Run, lock: Lock): Promise<ExitCode> {
  const {session, name, args, verb} = run;
  const {context, origin, says} = session;
  const writing = writeSession(session, name, lock);
  const {plan, rollout, note} = await planned({...run, session: writing}, await firstLook(writing), lock.left);
  says(planText(plan).trimEnd());
  if (plan.questions.length > 0 && !args.yes) await writing.turn.offer("the answer to a question");
  await askAll(context, plan.questions, args.yes ?? false);
  await writing.turn.claim();
  if (note) await lock.note(note);
  await writing.turn.begin({verb, by: origin.by, since: context.clock.now().toISOString(), rollout, ...imageIn(plan)});
  await applyOrGoBack(plan, rollout, writing);
  context.stdout.write(args.output === "json" ? planJson(plan, rollout, outcomeOf(plan)) : nextText(plan.next));
  return EXIT.done;
}

function imageIn(plan: Plan) {
  const version = bringingStep(plan)?.version;
  return version && {image: version.image};
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

/** A check failed, and the way back was gone to its end: nothing is left to do. */
class WentBack extends DjcdError {}

/** A failed check is answered by another plan: the way back. */
async function applyOrGoBack(plan: Plan, rollout: number, session: WriteSession): Promise<void> {
  try {
    await apply(plan, rollout, session);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    session.says(`check failed: ${error.message}`);
    const back = planWayBack(await look(session), rollout);
    session.says(planText(back).trimEnd());
    await apply(back, rollout, session);
    const {code, reason} = error;
    throw new WentBack(`${error.message}\n${back.says.join("\n")}`, {code, reason, cause: error});
  }
}
