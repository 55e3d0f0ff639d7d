import type {KubeObject} from "../kubernetes/objects.ts";
import type {Traffic} from "./block.ts";
import type {Slot} from "./names.ts";

/** What really ran under the name of an image: a tag may be built anew. */
export interface Ran {
  readonly image: string;
  /** As the nodes tell it, each once: more than one where a tag was built anew between two pulls. */
  readonly ids: readonly string[];
}

/** What one step of a rollout did, as the ledger keeps it: Helm's history forgets weights that must never come back. */
export interface Entry {
  readonly rollout: number;
  readonly at: string;
  readonly did: string;
  readonly by: string;
  /** What was typed. */
  readonly verb?: string;
  /** The version that it is about, of a step that brings one. */
  readonly image?: string;
  /** The slot that was filled with it. */
  readonly filled?: Slot;
  /** What really ran, of a step after which pods are ready. */
  readonly ran?: Ran;
  /** Weights from then on, where the step moved them, and who is live and candidate then. */
  readonly traffic?: Traffic;
  readonly live?: Slot;
  readonly candidate?: Slot;
  /** Why the rollout failed. */
  readonly failed?: string;
  /** What was measured at its end, a line for each metric; of a failure what was said last. */
  readonly found?: readonly string[];
}

/** The ledger of a release. */
export interface LedgerObject extends KubeObject {
  readonly data?: Readonly<Record<string, string>>;
}

/** Rollouts that are remembered: a ConfigMap holds a megabyte, a rollout takes one or two kilobytes of it. */
const KEPT = 100;

/** Name of the ConfigMap that is the ledger of a release. */
export function ledgerName(release: string): string {
  return `${release}-djcd-ledger`;
}

/** An empty ledger. It has no instance label: it is of no Helm release, and outlives each of them. */
export function emptyLedger(release: string): LedgerObject {
  const labels = {"app.kubernetes.io/managed-by": "djcd", "djcd.io/release": release};
  return {apiVersion: "v1", kind: "ConfigMap", metadata: {name: ledgerName(release), labels}};
}

/** An entry as data of the ConfigMap: a key of its own, so that nothing has to be read to add it. */
export function dataOf(entry: Entry): Record<string, string> {
  return {[`${entry.rollout}.${entry.at.replaceAll(":", "-")}`]: JSON.stringify(entry)};
}

/** The entries of a rollout, oldest first. */
export function entriesOf({data = {}}: LedgerObject, rollout: number): Entry[] {
  return keysOf(data, (number) => number === rollout).map((key) => JSON.parse(data[key] ?? "") as Entry);
}

/** All entries, those of a rollout in the order of time. */
export function entriesIn(ledger: LedgerObject): Entry[] {
  return numbersIn(ledger).flatMap((number) => entriesOf(ledger, number));
}

/** The rollouts of which there are entries. */
export function numbersIn({data = {}}: LedgerObject): number[] {
  return [...new Set(Object.keys(data).map((key) => Number(key.split(".")[0])))];
}

/** Keys that have to go before an entry of this rollout is added. */
export function outdated({data = {}}: LedgerObject, rollout: number): string[] {
  return keysOf(data, (number) => number <= rollout - KEPT);
}

/** Keys are a number and a time: in their own order those of one rollout are in the order of time. */
function keysOf(data: Readonly<Record<string, string>>, wanted: (rollout: number) => boolean): string[] {
  return Object.keys(data)
    .filter((key) => wanted(Number(key.split(".")[0])))
    .sort();
}
