import type {HelmRelease} from "../helm/helm-release.ts";

/** A step of a rollout, as the front's history tells it. */
export interface LastStep {
  readonly at: string;
  readonly did: string;
}

/** What was done last, oldest first. */
export function lastSteps(stored: readonly HelmRelease[]): LastStep[] {
  return stored.map(({updated, description}) => ({at: updated, did: description}));
}
