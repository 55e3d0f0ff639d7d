import type {Context} from "../context.ts";
import {DjcdError, EXIT, type ExitCode} from "../errors.ts";
import {readLock} from "../kubernetes/lease.ts";
import {planDiscard} from "../plan/discard.ts";
import {questionText} from "../plan/question.ts";
import {purposeOf} from "../plan/saved-plan.ts";
import type {Plan} from "../plan/step.ts";
import type {VerbArguments} from "../typed/options.ts";
import {quoted} from "../typed/quoted.ts";
import {readNumber} from "../typed/which-rollout.ts";
import {act} from "./act.ts";
import type {Command} from "./command.ts";
import {about} from "./failure.ts";
import {wholeLook} from "./first-look.ts";
import {openSession, releaseNamed} from "./open-session.ts";
import {outlookOf} from "./outcome.ts";
import {openPlanFile} from "./plan-file.ts";
import {planJson, planText} from "./plan-text.ts";
import {planned, type Run} from "./planned.ts";

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

async function dryRun(run: Run): Promise<ExitCode> {
  const {session, name, args} = run;
  const {api, namespace, context} = session;
  const [seen, {left}] = await Promise.all([wholeLook(session, name), readLock(api, context.clock, namespace, name)]);
  const {plan: then, rollout} = await planned(run, seen, left);
  const plan = before(planDiscard(seen), then);
  const questions = plan.questions.map(questionText).join("");
  session.context.stdout.write(
    args.output === "json"
      ? planJson(plan, rollout, outlookOf(plan))
      : `${planText(plan)}${questions}${endOfDryRun(args)}`,
  );
  return args["exit-code"] && plan.steps.length > 0 ? EXIT.wouldChange : EXIT.done;
}

function endOfDryRun({"save-plan": file}: VerbArguments): string {
  return file ? `the plan is in ${quoted(file)}: nothing was changed\n` : "dry run: nothing was changed\n";
}

/** One plan after the other, as one. */
function before(first: Plan, then: Plan): Plan {
  return {...then, says: [...first.says, ...then.says], steps: [...first.steps, ...then.steps]};
}
