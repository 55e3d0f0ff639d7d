import type {Session} from "../apply/session.ts";
import type {Observation} from "../release/observation.ts";

/** A release as a command that only looks sees it. */
export interface Seen {
  readonly session: Session;
  readonly observation: Observation;
}
