import {constants} from "node:os";
import type {Lock} from "../kubernetes/held-lock.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Ctrl-C, and what a CI runner sends: the lock is given back at once, so that the same command typed again need not
 * wait for it. Nothing is undone: each step can be taken again. Gives the function to call when nothing is left to do but
 * to give the lock back: what comes then comes too late, and a second one ends that, too.
 */
export function whenInterrupted(lock: Lock, says: (line: string) => void): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    says(`interrupted (${signal}): what is done stays, and the same command goes on from there`);
    // A Helm that runs has a process group of its own and comes to its end.
    void lock.release("cut short").finally(() => process.exit(128 + constants.signals[signal]));
  };
  for (const signal of SIGNALS) process.once(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop).once(signal, notHeard);
  };
}

function notHeard(): void {}

/** For a process that goes on when its command is at its end: signals count again. */
export function hearAgain(): void {
  for (const signal of SIGNALS) process.off(signal, notHeard);
}
