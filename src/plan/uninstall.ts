import {SLOTS, slotRelease} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import type {Plan, Step} from "./step.ts";

/** Ends a release: the slots first and the front last, so that a kill in between leaves something to go on from. */
export function planUninstall({release, namespace, revisions}: Observation): Plan {
  const stored = new Set(revisions.map((one) => one.release));
  const slots = SLOTS.map((slot) => slotRelease(release, slot)).filter((name) => stored.has(name));
  const uninstall = (name: string): Step => ({kind: "uninstall", name});
  return {
    release,
    steps: [...slots.map(uninstall), {kind: "clear-jobs"}, uninstall(release)],
    says: [
      `${release} is uninstalled: ${[...slots, release].join(", ")}, their history, the migration Jobs and the ledger`,
    ],
    questions: [
      `${release} in namespace ${namespace} answers nobody any more, and no version of it can come back. ` +
        "The database and the Secrets that you made stay. Go on?",
    ],
    next: [],
  };
}
