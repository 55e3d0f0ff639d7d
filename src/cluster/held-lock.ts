import type {Clock} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {type Api, ApiError} from "./api.ts";
import type {Lease} from "./objects.ts";

/** The lock of a release: at most one command writes. */
export interface Lock {
  /** Throws when another command took the lock: nothing may be written any more. */
  assertHeld(): void;
  /** What a command that was cut short had noted on this lock. */
  readonly left: string | undefined;
  /** Notes what the next command shall know if this one is cut short. */
  note(text: string): Promise<void>;
  /** Gives the lock back; where the command was cut short, what it noted stays for whoever takes the lock next. */
  release(end: End): Promise<void>;
}

export type End = "done" | "cut short";

/** For how long a lock holds that nobody renews. */
export const DURATION_SECONDS = 15;
const RENEW_MILLISECONDS = 5_000;
const NOTE = "djcd.io/note";

/** What a command that was cut short noted on its lock. */
export function noteIn(lease: Lease | undefined): string | undefined {
  return lease?.metadata.annotations?.[NOTE];
}

/** A lock that was taken: it is renewed until it is given back. */
export function hold(api: Api, clock: Clock, path: string, taken: Lease, left: string | undefined): Lock {
  let current = taken;
  let lost: string | undefined;
  let renewed = clock.now().getTime();
  let writing: Promise<unknown> = Promise.resolve();
  const write = async (annotations = current.metadata.annotations): Promise<void> => {
    const now = clock.now();
    const spec = {...current.spec, renewTime: now.toISOString().replace("Z", "000Z")};
    const metadata = {...current.metadata, ...(annotations && {annotations})};
    try {
      current = await api.replace<Lease>(path, {...current, metadata, spec});
      renewed = now.getTime();
    } catch (error) {
      if (error instanceof ApiError && [404, 409].includes(error.status)) lost = error.message;
      else throw error;
    }
  };
  /** One after the other: a write of ours that meets another one of ours would look like a lock that was taken. */
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    const done = writing.then(change);
    writing = done.catch(() => undefined);
    return done;
  };
  // A server that cannot be reached says nothing about the lock: the next renewal tells.
  const renew = (): void => void inTurn(() => write()).catch(() => undefined);
  const timer = setInterval(renew, RENEW_MILLISECONDS);
  timer.unref();
  return {
    left,
    note: (text) => inTurn(() => write({...current.metadata.annotations, [NOTE]: text})),
    assertHeld: () => {
      if (lost)
        throw new DjcdError(
          `the lock was lost (${lost}): another command took it. Nothing more is written. Type: helm djcd status`,
          {reason: "lock-held"},
        );
      const silent = (clock.now().getTime() - renewed) / 1000;
      // A process that was paused may run before its timer does: whoever watched the lock has taken it by now.
      if (silent > DURATION_SECONDS)
        throw new DjcdError(
          `the lock was not renewed for ${Math.round(silent)} s: this process was paused, or the API server did not answer. ` +
            "Nothing more is written. Run the same command again",
        );
    },
    release: async (end) => {
      clearInterval(timer);
      await writing;
      const {resourceVersion} = current.metadata;
      // As we know it: a process that was paused may not have heard yet that another one took the lock.
      const giveBack =
        end === "cut short" && noteIn(current)
          ? api.replace(path, {...current, spec: {}})
          : api.remove(path, resourceVersion);
      await giveBack.catch(() => undefined);
    },
  };
}
