import type {Look} from "../analysis/decision.ts";
import {type AnalysisSettings, analysisOf} from "../analysis/settings.ts";
import {readySince} from "../ready/pod.ts";
import {computedValues} from "../release/computed-values.ts";
import type {Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import type {Session} from "./session.ts";
import {watchCandidate} from "./watch.ts";

/** How the candidate does now, counted since its last step; nothing where its values ask for no analysis. */
export async function verdictNow(
  session: Session,
  observation: Observation,
  changed: Partial<AnalysisSettings> = {},
): Promise<Look | undefined> {
  const {candidate} = recordOf(observation);
  const asked = candidate && settingsIn(observation, candidate);
  if (!asked) return undefined;
  const settings = {...asked, ...changed};
  const since = lastStep(observation, candidate, session.context.clock.now());
  return watchCandidate(session, observation, candidate, {settings, since, before: {}})();
}

function settingsIn({slots}: Observation, candidate: Slot): AnalysisSettings | undefined {
  const {release} = slots[candidate];
  return release && analysisOf(computedValues(release.chart.values, release.values));
}

/** When the front was recorded; a values file does not say when it was, so that there it is when the candidate's pods came up. */
function lastStep({front, slots}: Observation, candidate: Slot, now: Date): Date {
  const recorded = Date.parse(front.updated);
  const up = Math.min(...slots[candidate].pods.map((pod) => readySince(pod) * 1000).filter((at) => at > 0));
  return new Date(Math.min(Number.isNaN(recorded) ? up : recorded, now.getTime()));
}
