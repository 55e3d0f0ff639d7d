import {CheckFailed} from "../apply/check-failed.ts";
import {applyByCommits} from "../apply/commits/apply.ts";
import {followLive} from "../apply/commits/follow.ts";
import {Refused} from "../apply/commits/refused.ts";
import {type CommitSession, commitSession} from "../apply/commits/session.ts";
import {look} from "../apply/session.ts";
import type {Context} from "../context.ts";
import {DjcdError, EXIT, type ExitCode, refusal} from "../errors.ts";
import {commitText} from "../git/commit.ts";
import {type Git, openGit} from "../git/git.ts";
import {changedByHands} from "../observe/changed-by-hands.ts";
import {observeSecrets} from "../observe/observe-part.ts";
import {accepting} from "../plan/accept.ts";
import {byCommits, refuseUncommitted, wayBackByCommits} from "../plan/by-commits.ts";
import {tellChanges} from "../plan/changes.ts";
import {questionText} from "../plan/question.ts";
import {rolloutOf} from "../plan/rollout-of.ts";
import {tellOfSecrets} from "../plan/secrets.ts";
import {tellOfSize} from "../plan/size.ts";
import type {Plan} from "../plan/step.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf, refuseForeign, refuseTaken} from "../release/phase.ts";
import {patienceOf, type VerbArguments} from "../typed/options.ts";
import {readNumber, refuseUnlessOut} from "../typed/which-rollout.ts";
import {answersOf, askAll} from "./ask.ts";
import {changedObjects} from "./changed-objects.ts";
import type {Command} from "./command.ts";
import {about, firstLine, secondFailure} from "./failure.ts";
import {firstVersion, hasNoVersion} from "./first-version.ts";
import {openSession} from "./open-session.ts";
import {outcomeOf, outlookOf} from "./outcome.ts";
import {nextText, planJson, planText} from "./plan-text.ts";
import {typedFor, valuesFolder} from "./values-folder.ts";
import {withVerdict} from "./with-verdict.ts";
import {SAME_AGAIN, writtenText} from "./written-text.ts";

/** The life of a verb where a controller changes the cluster: observe, plan, show, and write what is to be committed. */
export async function runByCommits(context: Context, command: Command, dir: string): Promise<ExitCode> {
  const {args} = command;
  const {output, reason, "probe-url": probeUrl} = args;
  const timeout = patienceOf(args);
  const {release, folder} = await valuesFolder(context, "--write", args.release, dir);
  const opened = await openSession(context, {output, timeout, reason, probeUrl});
  return about(release, async () => {
    const git = args.push ? await openGit(folder.path, folder.shown) : undefined;
    const asTyped = (typed: string): string => opened.asTyped(typedFor(typed, dir, args.push === true));
    return run(commitSession({...opened, asTyped}, release, command.verb, folder, git), command);
  });
}

async function run(session: CommitSession, command: Command): Promise<ExitCode> {
  const {args} = command;
  const looksOnly = args["dry-run"] !== undefined;
  if (session.git && !looksOnly) await begin(session.git, session);
  if (command.request && !looksOnly && (await hasNoVersion(session)))
    return firstVersion(session, command.request, args.output);
  await refuseUnfit(session, command);
  const plan = await planned(session, command);
  const rollout = rolloutOf(await look(session), plan);
  return looksOnly ? show(session, command, plan, rollout) : act(session, command, plan, rollout);
}

/** A rollback has to be possible whatever is written, and whether or not it can be applied. */
async function refuseUnfit(session: CommitSession, {args, verb}: Command): Promise<void> {
  const seen = await look(session);
  refuseForeign(seen);
  refuseUncommitted(seen);
  if (verb === "rollback") return;
  refuseTaken(seen);
  await refuseHands(session, seen);
  if (args["dry-run"] === undefined) await followLive(session);
}

async function act(session: CommitSession, {args}: Command, plan: Plan, rollout: number): Promise<ExitCode> {
  session.says(planText(plan).trimEnd());
  await askAll(session.context, plan.questions, answersOf(args));
  const files = await applyOrGoBack(accepting(plan, rollout, session.origin), rollout, session);
  session.context.stdout.write(
    files.length > 0 ? toBeCommitted(session, args, plan, rollout, files) : ended(args, plan, rollout),
  );
  return EXIT.done;
}

function ended({output}: VerbArguments, plan: Plan, rollout: number): string {
  return output === "json" ? planJson(plan, rollout, outcomeOf(plan)) : nextText(plan.next);
}

/** The same command goes on, so what the plan would have a person type comes later. */
function toBeCommitted(
  session: CommitSession,
  {output}: VerbArguments,
  plan: Plan,
  rollout: number,
  files: readonly string[],
): string {
  if (output !== "json") return writtenText(session, files, [SAME_AGAIN]);
  return planJson({...plan, next: []}, rollout, {outcome: "written", written: files});
}

/** A branch as others know it, without what a killed command left, and nothing of a person's in it that they have not committed. */
async function begin(git: Git, {folder}: CommitSession): Promise<void> {
  await git.recover();
  const [changed] = await git.changed();
  if (changed)
    throw refusal(
      `${changed} is changed and not committed. Commit it or take it back: --push commits what djcd writes, and that alone`,
    );
  const unpushed = await git.unpushed();
  if (unpushed > 0)
    throw refusal(
      `the branch of ${folder.shown} has ${unpushed} commits that are not pushed. Push them first: git push`,
    );
  await git.catchUp();
}

/** Somebody's change to a file in the middle of a rollout is not taken for the record, and not overwritten. */
async function refuseHands({folder, git, release, asTyped}: CommitSession, seen: Observation): Promise<void> {
  const files = changedByHands(seen);
  if (files.length === 0) return;
  const told = await Promise.all(
    files.map(async (file) => `${folder.shown}/${file}.yaml${await whoseHand(git, file)}`),
  );
  throw refusal(
    `somebody else changed ${told.join(", ")} while #${recordOf(seen).number} is out. Restore it as djcd wrote it; ` +
      `or take the rollout back, with: ${asTyped(`helm djcd rollback ${release}`)}`,
  );
}

async function whoseHand(git: Git | undefined, file: string): Promise<string> {
  const commit = await git?.last(`${file}.yaml`);
  return commit ? `, in ${commitText(commit)}` : "";
}

async function planned(session: CommitSession, {plan, verb, args}: Command): Promise<Plan> {
  const seen = await look(session);
  const observation = {...seen, secrets: await observeSecrets(session.api, seen)};
  refuseUnlessOut(observation, verb, readNumber("rollout", args.rollout));
  const right = told(observation, await plan(observation, session));
  const made = byCommits(observation, await withVerdict(session, observation, right));
  const objects = args["show-objects"] ? await changedObjects(session, observation, made) : undefined;
  return {...made, ...(objects && {objects}), next: made.next.map(session.asTyped)};
}

function told(observation: Observation, plan: Plan): Plan {
  return tellChanges(observation, tellOfSize(observation, tellOfSecrets(observation, plan)));
}

function show({context}: CommitSession, {args}: Command, plan: Plan, rollout: number): ExitCode {
  const questions = plan.questions.map(questionText).join("");
  context.stdout.write(
    args.output === "json"
      ? planJson(plan, rollout, outlookOf(plan))
      : `${planText(plan)}${questions}dry run: nothing was changed\n`,
  );
  return args["exit-code"] && plan.steps.length > 0 ? EXIT.wouldChange : EXIT.done;
}

/** A failed check is answered by another plan, the way back: it too comes about by commits. */
async function applyOrGoBack(plan: Plan, rollout: number, session: CommitSession): Promise<readonly string[]> {
  try {
    return await applyByCommits(plan, rollout, session);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    session.says(`check failed: ${firstLine(error.message)}`);
    const said = await goBack(rollout, session, error);
    const {code, reason} = error;
    throw new DjcdError([error.message, ...said].join("\n"), {code, reason, cause: error});
  }
}

/** What a person has left to do. What fails on the way back never hides why it was taken. */
async function goBack(rollout: number, session: CommitSession, first: CheckFailed): Promise<readonly string[]> {
  const {folder, release, asTyped} = session;
  const again = asTyped(`helm djcd rollback ${release}`);
  try {
    const back = wayBackByCommits(await look(session), rollout, first instanceof Refused);
    session.says(planText(back).trimEnd());
    const files = await applyByCommits(back, rollout, session);
    if (files.length === 0) return back.says;
    session.says(writtenText(session, files, []).trimEnd());
    return [
      ...back.says,
      `the way back is written in ${folder.shown} (${files.join(", ")}): commit it, then type: ${again}`,
    ];
  } catch (second) {
    if (!(second instanceof CheckFailed)) throw secondFailure(first, second);
    return [
      `the way back is written in ${folder.shown} and did not come to its end: ${second.message}. Type: ${again}`,
    ];
  }
}
