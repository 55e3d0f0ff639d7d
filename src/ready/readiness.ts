/** What a wait knows of an object: done, not yet and why, or never and why. */
export type Readiness =
  | {readonly state: "ready"}
  | {readonly state: "waiting"; readonly reason: string}
  | {readonly state: "failed"; readonly reason: string};

export const READY: Readiness = {state: "ready"};

/** Not yet, and for what it waits, in words that name the object. */
export function waiting(reason: string): Readiness {
  return {state: "waiting", reason};
}

/** Never: nothing heals this by itself. */
export function failed(reason: string): Readiness {
  return {state: "failed", reason};
}

/** The verdict over many: one that failed decides, then the first that waits. */
export function allReady(parts: readonly Readiness[]): Readiness {
  return parts.find(({state}) => state === "failed") ?? parts.find(({state}) => state === "waiting") ?? READY;
}
