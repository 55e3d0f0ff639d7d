import type {WriteSession} from "../apply/session.ts";
import {writeSession} from "../apply/write-session.ts";
import {EXIT, type ExitCode} from "../errors.ts";
import {ApiError} from "../kubernetes/api-error.ts";
import {type End, type Lock, NO_LOCK} from "../kubernetes/held-lock.ts";
import type {Left} from "../kubernetes/inscription.ts";
import {acquireLock, readLock} from "../kubernetes/lease.ts";
import {readAhead} from "../observe/observe.ts";
import {accepting} from "../plan/accept.ts";
import {bringingStep} from "../plan/facts.ts";
import {openQuestions} from "../plan/question.ts";
import type {Plan, Verb} from "../plan/step.ts";
import {isOut} from "../release/phase.ts";
import {readWork, workTitle} from "../release/work.ts";
import {applyOrGoBack, WentBack} from "./apply-or-go-back.ts";
import {answersOf, askAll} from "./ask.ts";
import {bareLook, firstLook, mayWrite, wholeLook} from "./first-look.ts";
import {whenInterrupted} from "./interrupted.ts";
import {mustExist} from "./open-session.ts";
import {outcomeOf} from "./outcome.ts";
import {nextText, planJson, planText} from "./plan-text.ts";
import {type Planned, planned, type Run} from "./planned.ts";
import {afterTheRoute, moveBack} from "./route-first.ts";

/** Observes, plans, shows and applies, with the lock of the release. */
export async function act(run: Run): Promise<ExitCode> {
  const {session, name} = run;
  readAhead(session.api, session.namespace, name, await mustExist(session, name));
  const grip = await lockFor(run);
  const tooLate = whenInterrupted(grip.lock, session.says);
  let end: End = "cut short";
  try {
    const code = await actWith(run, grip);
    end = "done";
    return code;
  } catch (error) {
    // One that leads further when it is typed again is brought to its end by the same words.
    if (error instanceof WentBack && run.typed === undefined) end = "done";
    throw error;
  } finally {
    tooLate();
    await grip.lock.release(end);
  }
}

/** The lock, or why it cannot be written: then traffic may go back, and nothing else is done. */
interface Grip {
  readonly lock: Lock;
  readonly fault?: ApiError;
}

/** Verbs of a person who has seen something: they wait for nobody who waits. */
const TAKES_OVER: ReadonlySet<Verb> = new Set(["rollback", "promote", "shift", "hold", "resume"]);

async function lockFor(run: Run): Promise<Grip> {
  const {session, name, verb} = run;
  const {api, context, namespace, says} = session;
  // Nobody is stopped for a command that would be refused.
  const takesOver = async (left: Left): Promise<void> => {
    await planned(run, await wholeLook(session, name, verb), left);
    const work = readWork(left.work);
    says(`taking over from ${work ? `${workTitle(work)}, which waits: ${work.waits}` : "a command that waits"}`);
  };
  const wish = {verb, takesOver: TAKES_OVER.has(verb) ? takesOver : undefined, says};
  try {
    return {lock: await acquireLock(api, context.clock, namespace, name, wish)};
  } catch (error) {
    if (verb !== "rollback" || !(error instanceof ApiError)) throw error;
    // What a killed command noted there leads further all the same: without it this would go back one version more.
    const {left} = await readLock(api, context.clock, namespace, name).catch(() => NO_LOCK);
    return {lock: {...NO_LOCK, left}, fault: error};
  }
}

async function actWith(run: Run, {lock, fault}: Grip): Promise<ExitCode> {
  const {session, name, args} = run;
  const {context, says} = session;
  const writing = writeSession(session, name, run.verb, lock);
  const made = await lookAndPlan({...run, session: writing}, writing, lock.left);
  const {plan, rollout} = made;
  if (fault && !plan.back) throw fault;
  says(planText(plan).trimEnd());
  await answered(run, plan, writing);
  const moved = await moveBack(plan, writing);
  const rest = (): Promise<void> => theRest(run, made, writing, fault);
  await (moved ? afterTheRoute(moved, writing, rest) : rest());
  context.stdout.write(args.output === "json" ? planJson(plan, rollout, outcomeOf(plan)) : nextText(plan.next));
  return EXIT.done;
}

/** A person on the way back is refused for nothing that is not the route: what else is missing is told afterwards. */
async function lookAndPlan(run: Run, writing: WriteSession, left: Left): Promise<Planned> {
  if (run.verb === "rollback") {
    const seen = await bareLook(writing);
    if (isOut(seen)) return planned(run, seen, left);
  }
  return planned(run, await firstLook(writing), left);
}

/** Whoever is asked may take his time: somebody else may act meanwhile. */
async function answered({args}: Run, plan: Plan, writing: WriteSession): Promise<void> {
  const answers = answersOf(args);
  if (openQuestions(plan.questions, answers).length > 0) await writing.turn.offer("the answer to a question");
  await askAll(writing.context, plan.questions, answers);
  await writing.turn.claim();
}

async function theRest(run: Run, made: Planned, writing: WriteSession, fault: ApiError | undefined): Promise<void> {
  const {verb, session} = run;
  const {plan, rollout, note, over} = made;
  if (fault) throw fault;
  if (plan.back) await mayWrite(writing);
  if (note) await writing.lock.note(note);
  const since = session.context.clock.now().toISOString();
  await writing.turn.begin({verb, by: session.origin.by, since, rollout, ...imageIn(plan), ...(over && {over})});
  await applyOrGoBack(accepting(plan, rollout, session.origin), rollout, writing);
}

function imageIn(plan: Plan) {
  const version = bringingStep(plan)?.version;
  return version && {image: version.image};
}
