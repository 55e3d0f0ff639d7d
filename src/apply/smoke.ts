import {smokeFault} from "../analysis/smoke.ts";
import type {Step} from "../plan/step.ts";
import {askOne} from "./ask-answers.ts";
import {CheckFailed} from "./check-failed.ts";
import {entranceOf} from "./entrance.ts";
import {look, type WriteSession} from "./session.ts";

/** Asks the new version alone, on the production host, before anybody else does. */
export async function smoke({slot, checks}: Extract<Step, {kind: "smoke"}>, session: WriteSession): Promise<void> {
  const entrance = entranceOf(session, (await look(session)).route);
  if (!entrance) throw new CheckFailed(`nobody can ask ${slot}: the Gateway has no address. Give --probe-url`);
  for (const check of checks) {
    const fault = smokeFault(check, await askOne(entrance, slot, check));
    if (fault) throw new CheckFailed(fault);
  }
  session.says(`  seen: ${checks.length} smoke ${checks.length === 1 ? "check" : "checks"} of ${slot} passed`);
}
