import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import type {Left} from "../kubernetes/inscription.ts";
import {observeOutside, observeSecrets} from "../observe/observe-part.ts";
import {refuseRouteFault} from "../observe/router-of.ts";
import {refuseApplied, tellOfAppliedRoute} from "../plan/applied.ts";
import {tellChanges} from "../plan/changes.ts";
import {tellOfLogin} from "../plan/login.ts";
import {tellOfOwn} from "../plan/own.ts";
import {putRight} from "../plan/put-right.ts";
import {isRecorded, noteOf, planRest} from "../plan/rest.ts";
import {rolloutOf} from "../plan/rollout-of.ts";
import {tellOfSecrets} from "../plan/secrets.ts";
import {tellOfSize} from "../plan/size.ts";
import type {Plan} from "../plan/step.ts";
import {tellOfCandidate, tellOfOutside} from "../plan/told-of.ts";
import {tellOfUnfinished, unlistedUpgrade} from "../plan/unfinished.ts";
import type {Observation} from "../release/observation.ts";
import {refuseForeign, takenAway} from "../release/phase.ts";
import {readWork, type Work} from "../release/work.ts";
import {refuseUnlessOut} from "../typed/which-rollout.ts";
import {askRoute} from "./ask-route.ts";
import {changedObjects} from "./changed-objects.ts";
import type {Command} from "./command.ts";
import type {PlanFile} from "./plan-file.ts";
import {withVerdict} from "./with-verdict.ts";

/** A command on its way: the release that it turned out to be about, and the rollout that it may act on. */
export interface Run extends Command {
  readonly session: Session;
  readonly name: string;
  readonly meant: number | undefined;
  readonly file: PlanFile;
}

/** A plan, the number of the rollout that it is about, and what is noted of it. */
export interface Planned {
  readonly plan: Plan;
  readonly rollout: number;
  /** An upgrade that this command finds cut short. */
  readonly over: Work | undefined;
  /** For whoever finds this command dead; empty where it can be typed again as it is. */
  readonly note: string;
}

/** Makes the plan of a command out of what was observed and what another one left. */
export async function planned(run: Run, seen: Observation, {note, work}: Left): Promise<Planned> {
  const {session, verb, meant, typed = "", file} = run;
  const observation = await completed(run, seen, work);
  refuseForeign(observation);
  refuseApplied(observation);
  const taken = takenAway(observation);
  if (taken && verb !== "rollback") throw refusal(taken);
  const isAgain = isRecorded(note, typed, observation);
  if (!isAgain) refuseUnlessOut(observation, verb, meant);
  const plan = isAgain ? planRest(observation) : await run.plan(observation, session);
  const tells = told(observation, putRight(observation, plan));
  const judged = await withVerdict(session, observation, tells);
  const made = tellOfLogin(judged, session.loginEnds, session.context.clock.now());
  if (made.steps.some(({kind}) => kind === "shift")) refuseRouteFault(observation);
  // The way back hangs on nothing that can be asked.
  if (verb !== "rollback") await askRoute(session, observation, made);
  await file.meet(session, observation, made);
  const says = [...made.says, ...(taken ? [taken] : [])];
  const objects = run.args["show-objects"] ? await changedObjects(session, observation, made) : undefined;
  const shown = {...made, says, ...(objects && {objects}), next: made.next.map(session.asTyped)};
  return {
    plan: shown,
    over: unlistedUpgrade(observation),
    rollout: rolloutOf(observation, made),
    note: typed && noteOf(typed, observation, made),
  };
}

/** What else a person has to know of a plan. */
const TELL = [
  tellOfOwn,
  tellOfSecrets,
  tellOfAppliedRoute,
  tellOfCandidate,
  tellOfOutside,
  tellOfUnfinished,
  tellOfSize,
  tellChanges,
];

function told(observation: Observation, plan: Plan): Plan {
  return TELL.reduce((made, tell) => tell(observation, made), plan);
}

async function completed({session, verb}: Run, seen: Observation, work: string | undefined): Promise<Observation> {
  const unfinished = readWork(work);
  const read = observeSecrets(session.api, seen);
  // The way back hangs on nothing that is read besides.
  const orNot = <T>(reading: Promise<T>): Promise<T | undefined> =>
    verb === "rollback" ? reading.catch(() => undefined) : reading;
  const [secrets, outside] = await Promise.all([orNot(read), orNot(observeOutside(session.api, seen))]);
  return {...seen, ...(secrets && {secrets}), ...(outside && {outside}), ...(unfinished && {unfinished})};
}
