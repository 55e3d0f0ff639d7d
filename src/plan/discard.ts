import type {HelmRelease} from "../helm/helm-release.ts";
import type {KubeObject} from "../kubernetes/objects.ts";
import {isListed} from "../observe/router-of.ts";
import {onlyIn} from "../release/manifest.ts";
import {type Observation, pendingRevisions} from "../release/observation.ts";
import {idleSlot} from "../release/phase.ts";
import type {Plan} from "./step.ts";

/** What comes before every plan where a Helm was killed: its half-made revision is taken back, with what it left. */
export function planDiscard(observation: Observation): Plan {
  const {release} = observation;
  const dead = pendingRevisions(observation);
  const says = dead.map(({release: name, revision, status}) => `release ${name} revision ${revision} is ${status}`);
  return {release, steps: dead.map((label) => ({kind: "discard", label})), says, questions: [], next: []};
}

/**
 * Objects that a killed Helm may have made. A slot that takes no part is emptied whole, for what a half-done upgrade
 * changed in an object would stay in it; of every other release only what no stored revision holds is left behind.
 */
export function leftBehind(observation: Observation, dead: HelmRelease): KubeObject[] {
  const {front, slots} = observation;
  const idle = idleSlot(observation);
  const emptied = isListed(observation, idle) ? undefined : slots[idle].release?.name;
  const stored = [front, slots.blue.release, slots.green.release].filter((one) => one !== undefined);
  return onlyIn(
    dead,
    stored.filter(({name}) => name !== dead.name || name !== emptied),
  );
}
