export const SLOTS = ["blue", "green"] as const;

export type Slot = (typeof SLOTS)[number];

/** Leads a request to a slot on the production host, and marks the answer of each slot. */
export const SLOT_HEADER = "X-Djcd-Slot";

/** The other of the two slots. */
export function otherSlot(slot: Slot): Slot {
  return slot === "blue" ? "green" : "blue";
}

/** Name of the Helm release that is a slot. */
export function slotRelease(base: string, slot: Slot): string {
  return `${base}-${slot}`;
}

/** Names of the Helm releases that make up a release: itself, then its slots. */
export function releaseNames(base: string): string[] {
  return [base, ...SLOTS.map((slot) => slotRelease(base, slot))];
}

/** A fact for each slot, blue first. */
export type PerSlot<T> = Readonly<Record<Slot, T>>;

/** A fact for each slot, computed for each. */
export function perSlot<T>(compute: (slot: Slot) => T): PerSlot<T> {
  return {blue: compute("blue"), green: compute("green")};
}
