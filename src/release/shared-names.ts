import {refusal} from "../errors.ts";
import {keyOf, objectsIn} from "./manifest.ts";

/** A release, and what it renders. */
export interface Rendered {
  readonly release: string;
  readonly manifest: string;
}

/**
 * Refuses a chart whose own templates make the same object in two of the three releases: Helm would refuse the second
 * one in the middle of the rollout.
 */
export function refuseSharedNames(chartName: string, one: Rendered, other: Rendered): void {
  const theirs = new Set(objectsIn(other.manifest).map(keyOf));
  const shared = objectsIn(one.manifest)
    .map(keyOf)
    .find((key) => theirs.has(key));
  if (!shared) return;
  throw refusal(
    `chart ${chartName} renders ${shared} in release ${one.release} and in release ${other.release}, and only one can own it. ` +
      `Put its template into {{- if ne .Values.part "slot" }} ... {{- end }}; or give it a name with the slot`,
  );
}
