import type {KubeObject} from "../kubernetes/objects.ts";
import {strayRoutes} from "../observe/stray-routes.ts";
import {hooksAt, type NamedHook, namedHook} from "../release/hooks.ts";
import {keyOf} from "../release/manifest.ts";
import {SLOTS, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {liveRelease} from "../release/phase.ts";
import {closeRoutes} from "./move-router.ts";
import type {Plan, Step} from "./step.ts";

/** Ends a release: the slots first and the front last, so that a kill in between leaves something to go on from. */
export function planUninstall(observation: Observation): Plan {
  const {release, namespace, revisions, front, slots} = observation;
  const stored = new Set(revisions.map((one) => one.release));
  const names = SLOTS.map((slot) => slotRelease(release, slot)).filter((name) => stored.has(name));
  const uninstall = (name: string): Step => ({kind: "uninstall", name, hooks: hooksOf(observation, name)});
  const releases = [front, slots.blue.release, slots.green.release];
  const tests = new Map(releases.flatMap((one) => hooksAt(one?.hooks ?? "", "test")).map((one) => [keyOf(one), one]));
  return {
    release,
    steps: [
      ...closeRoutes(strayRoutes(observation).map(keyOf)),
      ...names.map(uninstall),
      {kind: "clear-jobs", tests: [...tests.values()].map(nameOnly)},
      uninstall(release),
    ],
    says: [
      `${release} is uninstalled: ${[...names, release].join(", ")}, their history, the migration Jobs and the ledger`,
    ],
    questions: [
      {
        kind: "uninstall",
        name: release,
        text:
          `${release} in namespace ${namespace} answers nobody any more, and no version of it can come back. ` +
          "The database and the Secrets that you made stay. Go on?",
      },
    ],
    next: [],
  };
}

/** Hooks of a team's own run once, those of the version that is live: each of the three releases would run its own. */
function hooksOf(observation: Observation, name: string): NamedHook[] {
  const live = liveRelease(observation);
  return live.name === name ? hooksAt(live.hooks, "delete").map(namedHook) : [];
}

/** A plan holds nothing that may be a secret. */
function nameOnly({apiVersion, kind, metadata: {name, namespace}}: KubeObject): KubeObject {
  return {apiVersion, kind, metadata: {name, ...(namespace && {namespace})}};
}
