import type {Finding} from "../analysis/finding.ts";
import type {Session} from "../apply/session.ts";
import {verdictNow} from "../apply/verdict.ts";
import type {Observation} from "../release/observation.ts";

/** How the candidate does since its last step, where its values ask for an analysis; nothing where there is none. */
export async function readFindings(session: Session, observation: Observation): Promise<readonly Finding[]> {
  // Restarts are shown with the pods.
  return (await verdictNow(session, observation, {restarts: undefined}))?.findings ?? [];
}
