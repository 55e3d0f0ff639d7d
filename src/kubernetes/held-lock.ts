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
  const lease = new HeldLease(api, clock, path, taken);
  // A server that cannot be reached says nothing about the lock: the next renewal tells.
  const timer = setInterval(() => void lease.write().catch(() => undefined), RENEW_MILLISECONDS);
  timer.unref();
  return {
    left,
    note: (text) => lease.write(text),
    assertHeld: () => lease.assertHeld(),
    release: (end) => {
      clearInterval(timer);
      return lease.giveBack(end);
    },
  };
}

/** The Lease as this process knows it. */
class HeldLease {
  readonly #api: Api;
  readonly #clock: Clock;
  readonly #path: string;
  #current: Lease;
  #lost: string | undefined;
  #renewed: number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(api: Api, clock: Clock, path: string, taken: Lease) {
    this.#api = api;
    this.#clock = clock;
    this.#path = path;
    this.#current = taken;
    this.#renewed = clock.now().getTime();
  }

  /** One after the other: a write of ours that meets another one of ours would look like a lock that was taken. */
  write(note?: string): Promise<void> {
    const done = this.#writing.then(() => this.#renew(note));
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #renew(note: string | undefined): Promise<void> {
    const now = this.#clock.now();
    try {
      this.#current = await this.#api.replace<Lease>(this.#path, renewed(this.#current, now, note));
      this.#renewed = now.getTime();
    } catch (error) {
      if (error instanceof ApiError && [404, 409].includes(error.status)) this.#lost = error.message;
      else throw error;
    }
  }

  assertHeld(): void {
    if (this.#lost) throw lockLost(this.#lost);
    const silent = (this.#clock.now().getTime() - this.#renewed) / 1000;
    // A process that was paused may run before its timer does: whoever watched the lock has taken it by now.
    if (silent > DURATION_SECONDS) throw notRenewed(silent);
  }

  async giveBack(end: End): Promise<void> {
    await this.#writing;
    const {metadata} = this.#current;
    // As we know it: a process that was paused may not have heard yet that another one took the lock.
    const given =
      end === "cut short" && noteIn(this.#current)
        ? this.#api.replace(this.#path, {...this.#current, spec: {}})
        : this.#api.remove(this.#path, metadata.resourceVersion);
    await given.catch(() => undefined);
  }
}

function renewed({metadata, spec, ...lease}: Lease, now: Date, note: string | undefined): Lease {
  const annotations = note === undefined ? metadata.annotations : {...metadata.annotations, [NOTE]: note};
  return {
    ...lease,
    metadata: {...metadata, ...(annotations && {annotations})},
    spec: {...spec, renewTime: now.toISOString().replace("Z", "000Z")},
  };
}

function lockLost(why: string): DjcdError {
  return new DjcdError(
    `the lock was lost (${why}): another command took it. Nothing more is written. Type: helm djcd status`,
    {reason: "lock-held"},
  );
}

function notRenewed(seconds: number): DjcdError {
  return new DjcdError(
    `the lock was not renewed for ${Math.round(seconds)} s: this process was paused, or the API server did not answer. ` +
      "Nothing more is written. Run the same command again",
  );
}
