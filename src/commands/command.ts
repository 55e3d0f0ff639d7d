import type {Session} from "../apply/session.ts";
import type {Plan, Verb} from "../plan/step.ts";
import type {Observation} from "../release/observation.ts";
import type {UpgradeRequest} from "./incoming.ts";
import type {VerbArguments} from "./options.ts";

/** Makes the plan of a verb out of what was observed, and of what a command that died with the lock had noted. */
export type Planner = (observation: Observation, session: Session, left?: string) => Plan | Promise<Plan>;

/** A verb as a person typed it. */
export interface Command {
  readonly verb: Verb;
  readonly args: VerbArguments;
  readonly plan: Planner;
  /** Of an upgrade: what was asked for, for a release that has no version yet. */
  readonly request?: UpgradeRequest;
}
