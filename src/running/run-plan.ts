import type {Context} from "../context.ts";
import {DjcdError, EXIT, type ExitCode} from "../errors.ts";
import {purposeOf} from "../plan/saved-plan.ts";
import type {VerbArguments} from "../typed/options.ts";
import {quoted} from "../typed/quoted.ts";
import {readNumber} from "../typed/which-rollout.ts";
import {act} from "./act.ts";
import type {Command} from "./command.ts";
import {dryPlan, dryText} from "./dry-plan.ts";
import {about} from "./failure.ts";
import {openSession, releaseNamed} from "./open-session.ts";
import {outlookOf} from "./outcome.ts";
import {openPlanFile} from "./plan-file.ts";
import {planJson} from "./plan-text.ts";
import type {Run} from "./planned.ts";

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
  const {session, args} = run;
  const {plan, rollout} = await dryPlan(run);
  session.context.stdout.write(
    args.output === "json" ? planJson(plan, rollout, outlookOf(plan)) : `${dryText(plan)}${endOfDryRun(args)}`,
  );
  return args["exit-code"] && plan.steps.length > 0 ? EXIT.wouldChange : EXIT.done;
}

function endOfDryRun({"save-plan": file}: VerbArguments): string {
  return file ? `the plan is in ${quoted(file)}: nothing was changed\n` : "dry run: nothing was changed\n";
}
