import type {Session} from "../apply/session.ts";
import {plainArguments} from "../typed/options.ts";
import {act} from "./act.ts";
import {dryPlan, dryText} from "./dry-plan.ts";
import {shownFacts} from "./plan-file.ts";
import type {Run} from "./planned.ts";
import type {Wished} from "./verbs.ts";

/** A plan that a person looks at before it is done. */
export interface ShownPlan {
  /** As `--dry-run` shows it. */
  readonly text: string;
  /** Whether it changes anything. */
  readonly changes: boolean;
  /** Does it, as the command would: with the lock, and only if the release is as it was when the plan was made. */
  act(): Promise<unknown>;
}

/** Makes the plan of a verb, by a session that stays open; all that its first write needs is there when it is shown. */
export async function shownPlan(session: Session, name: string, wished: Wished): Promise<ShownPlan> {
  const {kept, held} = shownFacts();
  const run: Run = {...wished, session, name, args: plainArguments(name), meant: undefined, file: kept};
  // Whoever wants it waits for no process then; what is wrong with it is told then, too.
  const [{plan}] = await Promise.all([dryPlan(run), session.helm.version().catch(() => undefined)]);
  return {text: dryText(plan), changes: plan.steps.length > 0, act: () => act({...run, file: held})};
}
