import type {Session} from "../apply/session.ts";
import type {Log} from "../git/log.ts";
import type {ValuesFolder} from "../observe/observe-files.ts";
import type {Observation} from "../release/observation.ts";

/** A release as a command that only looks sees it. */
export interface Seen {
  readonly session: Session;
  readonly observation: Observation;
  /** Where values files are the record: their folder, and its history, if it lies in a git. */
  readonly files?: {readonly folder: ValuesFolder; readonly log: Log | undefined};
  /** The same release, as it is later. */
  again(): Promise<Observation>;
}
