import {apply} from "../apply/apply.ts";
import {CheckFailed} from "../apply/check-failed.ts";
import {look, type Session, type WriteSession} from "../apply/session.ts";
import {writeSession} from "../apply/write-session.ts";
import {acquireLock} from "../cluster/lease.ts";
import type {Context} from "../context.ts";
import {DjcdError, EXIT, type ExitCode} from "../errors.ts";
import {planDiscard} from "../plan/discard.ts";
import {putRight} from "../plan/put-right.ts";
import type {Plan} from "../plan/step.ts";
import {planWayBack} from "../plan/way-back.ts";
import type {Observation} from "../release/observation.ts";
import {observe} from "../release/observe.ts";
import {observePresence} from "../release/observe-part.ts";
import {refuseForeign} from "../release/phase.ts";
import {askAll} from "./ask.ts";
import {whenInterrupted} from "./interrupted.ts";
import {mustExist, openSession, releaseNamed} from "./open-session.ts";
import type {PlanArguments} from "./options.ts";
import {nextText, planJson, planText} from "./show.ts";

/** Makes the plan of a verb out of what was observed. */
export type Planner = (observation: Observation, session: Session) => Plan | Promise<Plan>;

/** The life of a verb that changes a release: observe, plan, show, apply. */
export async function runPlan(
  context: Context,
  args: PlanArguments,
  release: string | undefined,
  plan: Planner,
): Promise<ExitCode> {
  const session = await openSession(context, {output: args.output, timeout: args.timeout, probeUrl: args["probe-url"]});
  const name = await releaseNamed(session, release);
  return args["dry-run"] ? dryRun(session, args, name, plan) : act(session, args, name, plan);
}

async function planned(session: Session, seen: Observation, plan: Planner): Promise<Plan> {
  const observation = {...seen, present: await observePresence(session.api, seen)};
  refuseForeign(observation);
  const made = putRight(observation, await plan(observation, session));
  return {...made, next: made.next.map(session.asTyped)};
}

async function dryRun(session: Session, args: PlanArguments, release: string, planner: Planner): Promise<ExitCode> {
  const observation = await observe(session.api, session.namespace, release);
  const plan = before(planDiscard(observation), await planned(session, observation, planner));
  const outcome = plan.steps.length > 0 ? "would change" : "nothing to do";
  const questions = plan.questions.map((question) => `question: ${question}\n`).join("");
  session.context.stdout.write(
    args.output === "json" ? planJson(plan, outcome) : `${planText(plan)}${questions}dry run: nothing was changed\n`,
  );
  return args["exit-code"] && plan.steps.length > 0 ? EXIT.wouldChange : EXIT.done;
}

/** One plan after the other, as one. */
function before(first: Plan, then: Plan): Plan {
  return {...then, says: [...first.says, ...then.says], steps: [...first.steps, ...then.steps]};
}

async function act(session: Session, args: PlanArguments, release: string, planner: Planner): Promise<ExitCode> {
  const {api, context, namespace, says} = session;
  await mustExist(session, release);
  const lock = await acquireLock(api, context.clock, namespace, release, says);
  const listening = whenInterrupted(lock, says);
  try {
    const writing = writeSession(session, release, lock);
    await discardDead(writing);
    const plan = await planned(writing, await look(writing), planner);
    says(planText(plan).trimEnd());
    await askAll(context, plan.questions, args.yes ?? false);
    await applyOrGoBack(plan, writing);
    context.stdout.write(args.output === "json" ? planJson(plan, "done") : nextText(plan.next));
    return EXIT.done;
  } finally {
    listening();
    await lock.release();
  }
}

/** What a killed Helm left is taken back before anything is planned. */
async function discardDead(session: WriteSession): Promise<void> {
  const plan = planDiscard(await look(session));
  if (plan.steps.length === 0) return;
  session.says(planText(plan).trimEnd());
  await apply(plan, session);
}

/** A failed check is answered by another plan: the way back. */
async function applyOrGoBack(plan: Plan, session: WriteSession): Promise<void> {
  try {
    await apply(plan, session);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    session.says(`check failed: ${error.message}`);
    const back = planWayBack(await look(session));
    session.says(planText(back).trimEnd());
    await apply(back, session);
    throw new DjcdError(`${error.message}\n${back.says.join("\n")}`, {code: EXIT.wentBack, cause: error});
  }
}
