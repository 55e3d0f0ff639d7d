import {DjcdError, refusal} from "../../errors.ts";
import {type Commit, commitText} from "../../git/commit.ts";
import {frontFollows} from "../../observe/front-follows.ts";
import {slotFollows} from "../../ready/follows.ts";
import {allReady, type Readiness} from "../../ready/readiness.ts";
import {SLOTS, type Slot} from "../../release/names.ts";
import type {Observation} from "../../release/observation.ts";
import {CheckFailed} from "../check-failed.ts";
import {look} from "../session.ts";
import {wait} from "../wait.ts";
import type {CommitSession} from "./session.ts";

/** Waits until the controller has brought a slot to what its file says. */
export function followSlot(slot: Slot, session: CommitSession): Promise<void> {
  return follow(session, ({slots}) => slotFollows(slots[slot]));
}

/** Waits until the controller has brought the route to what the front's file says. */
export function followFront(session: CommitSession): Promise<void> {
  return follow(session, frontFollows);
}

/** Waits until the cluster shows everything that is written. */
export function followAll(session: CommitSession): Promise<void> {
  return follow(session, (observation) =>
    allReady([...SLOTS.map((slot) => slotFollows(observation.slots[slot])), frontFollows(observation)]),
  );
}

/** How often the branch is looked at meanwhile. */
const LOOK_AT_BRANCH_MILLISECONDS = 10_000;

/** A controller that does not come is no fault of the version: nothing goes back for it. */
async function follow(session: CommitSession, judge: (observation: Observation) => Readiness): Promise<void> {
  const {clock} = session.context;
  let looked = clock.now().getTime();
  try {
    await wait(session, async () => {
      const now = clock.now().getTime();
      if (now - looked > LOOK_AT_BRANCH_MILLISECONDS) {
        looked = now;
        await refuseNews(session);
      }
      return judge(await look(session));
    });
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    throw new DjcdError(
      `the cluster does not follow what is written in ${session.folder.shown}: ${error.message}. ` +
        "Is it committed and pushed, and what does the controller say? Then type the same command again",
      {cause: error},
    );
  }
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
