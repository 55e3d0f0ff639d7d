import {type Entry, entriesOf, type LedgerObject, numbersIn} from "./ledger.ts";
import type {Slot} from "./names.ts";

/** How a rollout ended, as the ledger tells it. */
export interface Ending {
  readonly number: number;
  readonly how: "failed" | "taken back" | "went live";
  readonly at: string;
  readonly by: string;
  readonly image?: string;
  /** Why it failed, and the last lines of what failed. */
  readonly why?: string;
  readonly lines?: readonly string[];
}

/** How each rollout of which the ledger knows ended, newest first; those that have not are left out. */
export function endingsOf(ledger: LedgerObject): Ending[] {
  const numbers = numbersIn(ledger).toSorted((a, b) => b - a);
  return numbers.flatMap((number) => endingOf(number, entriesOf(ledger, number)) ?? []);
}

/** The ending that these entries of one rollout tell; nothing where it has none yet. */
export function endingOf(number: number, entries: readonly Entry[]): Ending | undefined {
  const end = JUDGES.map((judge) => judge(entries)).find((one) => one !== undefined);
  if (!end) return undefined;
  const {entry, ...rest} = end;
  const image = entries.find((one) => one.image !== undefined)?.image;
  return {number, ...rest, at: entry.at, by: entry.by, ...(image !== undefined && {image})};
}

type Judge = (
  entries: readonly Entry[],
) => (Pick<Ending, "how" | "why" | "lines"> & {readonly entry: Entry}) | undefined;

const failed: Judge = (entries) => {
  const entry = entries.findLast((one) => one.failed !== undefined);
  return entry && {how: "failed", why: entry.failed as string, lines: entry.found ?? [], entry};
};

const takenBack: Judge = (entries) => {
  const entry = entries.findLast(({traffic}) => traffic !== undefined);
  return entry?.verb === "rollback" && entry.live !== slotOf(entries) ? {how: "taken back", entry} : undefined;
};

const wentLive: Judge = (entries) => {
  const slot = slotOf(entries);
  const entry = entries.find(({live, candidate}) => slot !== undefined && live === slot && candidate === undefined);
  return entry && {how: "went live", entry};
};

/** The slot that the rollout filled. */
function slotOf(entries: readonly Entry[]): Slot | undefined {
  return entries.find(({filled}) => filled !== undefined)?.filled;
}

const JUDGES = [failed, takenBack, wentLive];
