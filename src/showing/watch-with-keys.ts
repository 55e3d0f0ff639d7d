import type {Seen} from "../running/seen.ts";
import type {ShownPlan} from "../running/shown-plan.ts";
import {finishWished, promoteWished, rollbackWished, shiftWished, type Wished} from "../running/verbs.ts";
import {type Desk, deskOf, isAtWork, isBusy, leave, rest, see} from "./desk.ts";
import type {Wish} from "./keys.ts";
import {EVERY_MILLISECONDS, lookAgain, looker} from "./look-again.ts";
import type {ShownStatus} from "./status-text.ts";
import type {View} from "./view.ts";

/** Shows where a release stands, and does what the person who watches wishes by a key. */
export async function watchWithKeys(seen: Seen, isWatched: () => boolean): Promise<void> {
  const look = looker(seen);
  const view: View = {status: await look(), missed: 0};
  await sitAt(
    deskOf(seen.session.context, (wish) => planOf(seen, wish), view),
    look,
    isWatched,
  );
}

/** Looks again and again, until nobody sits at the desk any more. */
export async function sitAt(desk: Desk, look: () => Promise<ShownStatus>, isWatched: () => boolean): Promise<void> {
  const {stdin} = desk.context;
  const gone = (): void => leave(desk);
  stdin.on("error", gone).on("end", gone);
  desk.keyboard.open();
  try {
    for (let {view} = desk; !isLeft(desk, isWatched); view = await lookAgain(view, look)) {
      see(desk, view);
      do await rest(desk, EVERY_MILLISECONDS);
      while (isBusy(desk) && !isLeft(desk, isWatched));
    }
  } finally {
    desk.keyboard.close();
    stdin.off("error", gone).off("end", gone);
  }
}

/** Whoever watched is gone; a verb that is at work comes to its end first. */
function isLeft(desk: Desk, isWatched: () => boolean): boolean {
  return !isAtWork(desk) && (desk.isOver || !isWatched());
}

/** Loaded with all that it takes to do it: nothing is waited for then. */
async function planOf({session, observation}: Seen, wish: Wish): Promise<ShownPlan> {
  const [{shownPlan}, wished] = await Promise.all([import("../running/shown-plan.ts"), wishedBy(wish)]);
  return shownPlan(session, observation.release, wished);
}

const WISHED = {
  rollback: () => rollbackWished(undefined),
  promote: promoteWished,
  finish: finishWished,
} as const satisfies Record<Exclude<Wish["verb"], "shift">, () => Promise<Wished>>;

function wishedBy(wish: Wish): Promise<Wished> {
  return wish.verb === "shift" ? shiftWished(wish.weight) : WISHED[wish.verb]();
}
