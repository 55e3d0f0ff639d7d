import {apply} from "../apply/apply.ts";
import {CheckFailed} from "../apply/check-failed.ts";
import {look, type WriteSession} from "../apply/session.ts";
import {DjcdError} from "../errors.ts";
import type {Plan} from "../plan/step.ts";
import {planWayBack} from "../plan/way-back.ts";
import {firstLine, secondFailure} from "./failure.ts";
import {planText} from "./plan-text.ts";

/** A check failed, and the way back was gone to its end: nothing is left to do. */
export class WentBack extends DjcdError {}

/** A failed check is answered by another plan: the way back. */
export async function applyOrGoBack(plan: Plan, rollout: number, session: WriteSession): Promise<void> {
  try {
    await apply(plan, rollout, session);
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    session.says(`check failed: ${firstLine(error.message)}`);
    const said = await goBack(rollout, session, error);
    const {code, reason} = error;
    throw new WentBack(`${error.message}\n${said.join("\n")}`, {code, reason, cause: error});
  }
}

/** Where the way back fails as well, the first failure is what a person hears first. */
async function goBack(rollout: number, session: WriteSession, first: CheckFailed): Promise<readonly string[]> {
  try {
    const back = planWayBack(await look(session), rollout);
    session.says(planText(back).trimEnd());
    await apply(back, rollout, session);
    return back.says;
  } catch (second) {
    throw secondFailure(first, second);
  }
}
