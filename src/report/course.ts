import type {Rollout} from "../release/history.ts";
import type {Entry} from "../release/ledger.ts";
import {SLOTS} from "../release/names.ts";
import {movesOf, type Story} from "./story.ts";

type Told = Pick<Story, "rollout" | "entries">;

/** How a rollout came out, in a sentence. */
export function outcomeOf({rollout, entries}: Told): string {
  const failed = failureOf(entries);
  return (
    (rollout && STATES[rollout.state](rollout, entries)) ||
    (failed ? `taken back: ${failed}` : endOfTraffic(rollout, entries))
  );
}

const STATES: Readonly<Record<Rollout["state"], (rollout: Rollout, entries: readonly Entry[]) => string>> = {
  live: () => "live, with all traffic",
  candidate: (rollout, entries) => `a candidate, at ${lastShare(rollout, entries) ?? 0} %`,
  previous: () => "replaced, and still up to go back to",
  rejected: ({rejected}) => (rejected ? `rejected by ${rejected.by}: ${rejected.reason}` : "rejected"),
  // What the entries say is said of these.
  failed: () => "",
  "taken back": () => "",
  "went live": () => "",
  "": () => "",
};

/** Why its last check failed, where nothing but the way back came after it. */
function failureOf(entries: readonly Entry[]): string | undefined {
  return entries.findLast(({did}) => did.startsWith(FAILED))?.did.slice(FAILED.length);
}

const FAILED = "check failed: ";

function endOfTraffic(rollout: Rollout | undefined, entries: readonly Entry[]): string {
  const share = lastShare(rollout, entries);
  if (share === undefined || share === 0)
    return weightsOf(rollout, entries).some(Boolean) ? "taken back" : "never got traffic";
  return share === 100 ? "was live, with all traffic" : `was at ${share} % when its story ends`;
}

function lastShare(rollout: Rollout | undefined, entries: readonly Entry[]): number | undefined {
  return weightsOf(rollout, entries).at(-1);
}

/** By which steps it got its traffic. */
export function strategyOf({rollout, entries}: Told): string | undefined {
  const weights = weightsOf(rollout, entries);
  if (weights.length === 0) return undefined;
  const isShared = weights.some((weight) => weight > 0 && weight < 100);
  return isShared
    ? `canary: ${weights
        // A finish and a hold leave the share as it is.
        .filter((weight, index) => weight > 0 && weight !== weights[index - 1])
        .map((weight) => `${weight} %`)
        .join(", ")}`
    : "blue/green";
}

/** Its share after each move. */
function weightsOf(rollout: Rollout | undefined, entries: readonly Entry[]): number[] {
  const slot = rollout?.slot ?? filledSlot(entries);
  return slot ? movesOf(entries).map(({traffic}) => traffic[slot] ?? 0) : [];
}

/** Where Helm has forgotten a version, its story still says which slot was filled with it. */
function filledSlot(entries: readonly Entry[]): (typeof SLOTS)[number] | undefined {
  const fill = entries.find(({did}) => did.startsWith("fill "))?.did;
  return SLOTS.find((slot) => fill?.startsWith(`fill ${slot} `));
}

/** The version that was live before it. */
export function cameFrom({changes, image}: Rollout): string | undefined {
  return changes && `#${changes.since} (${changes.image?.oldValue ?? image})`;
}
