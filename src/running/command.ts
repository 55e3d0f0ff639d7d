import type {Session} from "../apply/session.ts";
import type {UpgradeRequest} from "../incoming/incoming.ts";
import type {Plan, Verb} from "../plan/step.ts";
import type {Observation} from "../release/observation.ts";
import type {VerbArguments} from "../typed/options.ts";

/** Makes the plan of a verb out of what was observed. */
export type Planner = (observation: Observation, session: Session) => Plan | Promise<Plan>;

/** A verb as a person typed it. */
export interface Command {
  readonly verb: Verb;
  readonly args: VerbArguments;
  readonly plan: Planner;
  /** Its words, of a verb that leads further when it is typed again. */
  readonly typed?: string;
  /** Of an upgrade: what was asked for, for a release that has no version yet. */
  readonly request?: UpgradeRequest;
}
