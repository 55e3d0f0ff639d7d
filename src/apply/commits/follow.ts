import {DjcdError, refusal} from "../../errors.ts";
import {type Commit, commitText} from "../../git/commit.ts";
import {frontFollows} from "../../observe/front-follows.ts";
import {slotFollows} from "../../ready/follows.ts";
import {allReady, type Readiness} from "../../ready/readiness.ts";
import {slotIsDown} from "../../ready/slot.ts";
import type {Slot} from "../../release/names.ts";
import type {Observation} from "../../release/observation.ts";
import {recordOf} from "../../release/phase.ts";
import {CheckFailed} from "../check-failed.ts";
import {look} from "../session.ts";
import {wait} from "../wait.ts";
import {Refused, refuseRefused} from "./refused.ts";
import type {CommitSession} from "./session.ts";

/** What is waited for, and the manifests that the controller has to apply for it. */
interface Followed {
  readonly judge: (observation: Observation) => Readiness;
  readonly manifests: (observation: Observation) => readonly string[];
}

const ofSlot = (slot: Slot): Followed => ({
  judge: ({slots}) => slotFollows(slots[slot]),
  manifests: ({slots}) => [slots[slot].release?.manifest ?? ""],
});

const FRONT: Followed = {judge: frontFollows, manifests: ({front}) => [front.manifest]};

/** Waits until the controller has brought a slot to what its file says. */
export function followSlot(slot: Slot, session: CommitSession): Promise<void> {
  return follow(session, ofSlot(slot));
}

/** Waits until the controller has brought the route to what the front's file says. */
export function followFront(session: CommitSession): Promise<void> {
  return follow(session, FRONT);
}

/** Waits until the controller has left no pod of a slot: whatever else its file says is nothing to wait for. */
export function followDown(slot: Slot, session: CommitSession): Promise<void> {
  return follow(session, {...ofSlot(slot), judge: ({slots}) => slotIsDown(slots[slot])});
}

/**
 * A slot that goes back to what ran before takes traffic with the pods that it has: what the API server refuses of it is
 * said, and does not stand in the way.
 */
export async function followBack(slot: Slot, session: CommitSession): Promise<void> {
  try {
    await followSlot(slot, session);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    session.says(`  ${slot} stays as it is: ${error.message}`);
  }
}

/**
 * Waits until the cluster shows what takes traffic as it is written: that is what a plan builds on. The other slot is
 * waited for by the steps that need it; where it is about to be overwritten, by none.
 */
export async function followLive(session: CommitSession): Promise<void> {
  const live = ofSlot(recordOf(await look(session)).live);
  try {
    await follow(session, {
      judge: (observation) => allReady([live.judge(observation), FRONT.judge(observation)]),
      manifests: (observation) => [...live.manifests(observation), ...FRONT.manifests(observation)],
    });
  } catch (error) {
    throw error instanceof Refused ? new DjcdError(notFollowing(session, error.message), {cause: error}) : error;
  }
}

/** How often the branch is looked at meanwhile. */
const LOOK_AT_BRANCH_MILLISECONDS = 10_000;

/** How often the API server is asked whether it refuses what is written: a controller with a webhook is done before. */
const ASK_MILLISECONDS = 5000;

/** A controller that does not come is no fault of the version: nothing goes back for it. What is refused is one. */
async function follow(session: CommitSession, {judge, manifests}: Followed): Promise<void> {
  const isTimeToLook = every(session, LOOK_AT_BRANCH_MILLISECONDS);
  const isTimeToAsk = every(session, ASK_MILLISECONDS);
  await wake(session, judge);
  try {
    await wait(session, async () => {
      if (isTimeToLook()) await refuseNews(session);
      const observation = await look(session);
      const readiness = judge(observation);
      if (readiness.state === "waiting" && isTimeToAsk()) await refuseRefused(session, manifests(observation));
      return readiness;
    });
  } catch (error) {
    if (!(error instanceof CheckFailed) || error instanceof Refused) throw error;
    throw new DjcdError(notFollowing(session, error.message), {cause: error});
  }
}

function notFollowing({folder}: CommitSession, why: string): string {
  return (
    `the cluster does not follow what is written in ${folder.shown}: ${why}. ` +
    "Is it committed and pushed, and what does the controller say? Then type the same command again"
  );
}

/** Tells whether so much time has passed since the last time that it did, or since it was made. */
function every({context: {clock}}: CommitSession, milliseconds: number): () => boolean {
  let last = clock.now().getTime();
  return () => {
    const now = clock.now().getTime();
    if (now - last <= milliseconds) return false;
    last = now;
    return true;
  };
}

/**
 * What an earlier command pushed and the cluster does not show: a controller that was refused once may have put it away,
 * and looks again at a new commit.
 */
async function wake(session: CommitSession, judge: Followed["judge"]): Promise<void> {
  const {git, release, folder, says} = session;
  if (!git || git.hasPushed() || judge(await look(session)).state === "ready") return;
  const message = `${release}: nothing new, for the controller to look again`;
  const pushed = await git.wake(message);
  if (pushed.is === "moved") throw refusal(inTheMiddle(folder.shown, pushed.commits));
  says(`  pushed, without a file: ${message}`);
}

/** Somebody's commit in the middle of a rollout ends the command: what it means is for a person to say. */
export async function refuseNews({git, folder}: CommitSession): Promise<void> {
  const commits = (await git?.news()) ?? [];
  if (commits.length > 0) throw refusal(inTheMiddle(folder.shown, commits));
}

/** Said of commits of others to the files of a rollout that is out. */
export function inTheMiddle(shown: string, commits: readonly Commit[]): string {
  return (
    `${shown} was changed by somebody else in the middle of this command: ${commits.map(commitText).join(", ")}. ` +
    "Nothing of it is overwritten. Look at it, then type the same command again"
  );
}
