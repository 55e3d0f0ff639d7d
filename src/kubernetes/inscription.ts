import type {Lease} from "./objects.ts";

/** What a command puts down on its lock, for others to read; what stands there already stays unless it is named. */
export interface Inscription {
  /** For whoever finds it cut short. */
  readonly note?: string;
  /** What it is doing. */
  readonly work?: string;
  /** Whether another command may take over at once. */
  readonly gives?: boolean;
  /** What was typed by whoever holds it. */
  readonly verb?: string;
}

/** What is left of a command: what it had put down. */
export type Left = Pick<Inscription, "note" | "work">;

const KEYS = {note: "djcd.io/note", work: "djcd.io/work", gives: "djcd.io/gives-way", verb: "djcd.io/verb"} as const;

/** A Lease with what is put down on it. */
export function inscribed(lease: Lease, {note, work, gives, verb}: Inscription): Lease {
  const {[KEYS.gives]: before, ...annotations} = lease.metadata.annotations ?? {};
  const isGiven = gives ?? before !== undefined;
  const all = {
    ...annotations,
    ...(note !== undefined && {[KEYS.note]: note}),
    ...(work !== undefined && {[KEYS.work]: work}),
    ...(verb !== undefined && {[KEYS.verb]: verb}),
    ...(isGiven && {[KEYS.gives]: "true"}),
  };
  const {annotations: _, ...metadata} = lease.metadata;
  return {...lease, metadata: Object.keys(all).length > 0 ? {...metadata, annotations: all} : metadata};
}

/** What was put down on a Lease. */
export function leftIn(lease: Lease | undefined): Left {
  const {[KEYS.note]: note, [KEYS.work]: work} = lease?.metadata.annotations ?? {};
  return {...(note !== undefined && {note}), ...(work !== undefined && {work})};
}

/** What was typed by whoever holds a Lease. */
export function verbIn({metadata}: Lease): string | undefined {
  return metadata.annotations?.[KEYS.verb];
}

/** Whether the holder of a Lease waits, and lets another command take over. */
export function givesWay({metadata}: Lease): boolean {
  return metadata.annotations?.[KEYS.gives] === "true";
}
