import {refusal} from "../errors.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
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

/** Kinds that do work of their own, whether or not anybody asks them. */
const WORK: ReadonlySet<string> = new Set(["CronJob", "DaemonSet", "Deployment", "Job", "StatefulSet"]);

/**
 * Refuses a chart whose own templates would do the same work several times over, under names that tell them apart: what
 * stands in every release runs three times, and what ticks in a slot ticks in both.
 */
export function refuseRepeatedWork(chartName: string, slot: Rendered, front: Rendered): void {
  const inFront = new Map(worksIn(front).map((one) => [namedOnce(one), one]));
  const repeated = worksIn(slot).find((one) => inFront.has(namedOnce(one)));
  if (repeated) throw refusal(runsThrice(chartName, slot, repeated, front, inFront.get(namedOnce(repeated))));
  const ticking = worksIn(slot).find(({kind}) => kind === "CronJob");
  if (ticking)
    throw refusal(
      `chart ${chartName} renders ${keyOf(ticking)} in release ${slot.release}: it would tick in both slots, in the idle one too. ` +
        'Put its template into {{- if ne .Values.part "slot" }} ... {{- end }}',
    );
}

function runsThrice(chartName: string, slot: Rendered, one: KubeObject, front: Rendered, other = one): string {
  return (
    `chart ${chartName} renders ${keyOf(one)} in release ${slot.release} and ${keyOf(other)} in release ${front.release}: it would run in each of the three releases. ` +
    'To have one for each version, which goes up and down with its slot, put its template into {{- if ne .Values.part "front" }} ... {{- end }}; ' +
    'to have one in all, into {{- if ne .Values.part "slot" }} ... {{- end }}'
  );
}

function worksIn({manifest}: Rendered): KubeObject[] {
  return objectsIn(manifest).filter(({kind}) => WORK.has(kind));
}

/** What an object would be called if there were no slots. */
export function namedOnce(object: KubeObject): string {
  return keyOf(object).replace(/-(blue|green)(?=-|$)/g, "");
}
