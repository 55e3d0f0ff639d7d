import type {Finding} from "../analysis/finding.ts";
import {analysisOf} from "../analysis/settings.ts";
import type {Session} from "../apply/session.ts";
import {watchCandidate} from "../apply/watch.ts";
import {computedValues} from "../release/computed-values.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";

/** How the candidate does since its last step, where its values ask for an analysis; nothing where there is none. */
export async function readFindings(session: Session, observation: Observation): Promise<readonly Finding[]> {
  const {candidate} = recordOf(observation);
  const release = candidate && observation.slots[candidate].release;
  if (!release) return [];
  const settings = analysisOf(computedValues(release.chart.values, release.values));
  if (!settings) return [];
  // Restarts are shown with the pods.
  const measured = {...settings, restarts: undefined};
  const since = new Date(observation.front.updated);
  return (await watchCandidate(session, observation, candidate, measured, since)()).findings;
}
