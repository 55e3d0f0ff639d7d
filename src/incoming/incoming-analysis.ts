import {analysisFault} from "../analysis/refusals.ts";
import {type AnalysisSettings, analysisOf} from "../analysis/settings.ts";
import {type SmokeCheck, smokeOf} from "../analysis/smoke.ts";
import {entranceOf} from "../apply/entrance.ts";
import {missingMetrics} from "../apply/read-metrics.ts";
import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import type {ChartMetadata, Values} from "../helm/helm-release.ts";
import type {Observation} from "../release/observation.ts";
import {routerNamed} from "../routers/routers.ts";
import type {Move} from "../strategies/moves.ts";

/** By what the pauses of this rollout judge the candidate; refused where that could not be true. */
export async function findAnalysis(
  session: Session,
  observation: Observation,
  moves: readonly Move[],
  metadata: ChartMetadata,
  computed: Values,
): Promise<AnalysisSettings | undefined> {
  const settings = analysisOf(computed);
  if (!settings || !moves.some(isTimedPause)) return undefined;
  const fault = analysisFault(settings, metadata, computed);
  if (fault) throw refusal(fault);
  const missing = await missingMetrics(session, observation, settings);
  if (missing) throw refusal(unmeasured(missing));
  return settings;
}

/** What the new version has to answer before it gets traffic; refused where nobody could reach it alone. */
export function findSmoke(
  session: Session,
  {route}: Observation,
  router: string,
  computed: Values,
): readonly SmokeCheck[] {
  const checks = smokeOf(computed);
  if (checks.length === 0) return checks;
  if (!routerNamed(router).marksAnswers)
    throw refusal(
      `smoke is given, and router ${router} leads nobody to the new version alone. Take smoke out of the values, or set router: gateway-api`,
    );
  if (!entranceOf(session, route))
    throw refusal("smoke is given, and the Gateway of the route has no address to be asked at. Give --probe-url");
  return checks;
}

/** Who looks at the candidate in the pauses, where that is nobody. */
export function watchOf(moves: readonly Move[], computed: Values, smoke: readonly SmokeCheck[]): string | undefined {
  const isMeasured = analysisOf(computed) !== undefined;
  if (moves.some(isTimedPause)) return isMeasured ? undefined : smoke.length > 0 ? CHECKS_ALONE : TIME_ALONE;
  const hasShare = moves.some((move) => "weight" in move && move.weight > 0 && move.weight < 100);
  return isMeasured && hasShare ? NOBODY_LOOKS : undefined;
}

const TIME_ALONE =
  "nothing is measured: in the pauses time alone decides, unless a pod breaks. " +
  "To have errors and latency decide, set analysis.enabled; to have answers decide, give smoke checks";

const CHECKS_ALONE =
  "what customers meet is not measured: in the pauses the smoke checks decide, asked again and again, and the pods. " +
  "To have errors and latency decide, set analysis.enabled";

const NOBODY_LOOKS = "nobody looks while it waits for a person: shift and promote tell how it does then, and ask";

function isTimedPause(move: Move): boolean {
  return "pause" in move && move.pause !== undefined;
}

function unmeasured(why: string): string {
  return `analysis.enabled is true and nothing can be measured: ${why}. Mend that, or release this version by eye: --set analysis.enabled=false`;
}
