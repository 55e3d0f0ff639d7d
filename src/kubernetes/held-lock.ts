import type {Clock} from "../context.ts";
import {DjcdError, refusal} from "../errors.ts";
import type {Api} from "./api.ts";
import {ApiError, orNothing} from "./api-error.ts";
import {givesWay, type Inscription, inscribed, type Left, leftIn, verbIn} from "./inscription.ts";
import type {Lease} from "./objects.ts";
import {refusedText} from "./refused.ts";

/** The lock of a release: at most one command writes. */
export interface Lock {
  /** Throws when another command was seen to have taken the lock: nothing may be written any more. */
  assertHeld(): void;
  /** What the command that held the lock before had put down: it was cut short, or gave way. */
  readonly left: Left;
  /** Puts down what the next command shall know if this one is cut short. */
  note(text: string): Promise<void>;
  /** Says what is being done. It is put down with the next write of the lock, at the latest when it is renewed. */
  describe(work: string): void;
  /** Writes the lock now. */
  publish(): Promise<void>;
  /** Lets another command take over from now on: nothing is written while this one waits. */
  offer(): Promise<void>;
  /** Before a write: ends an offer, and asks anew where nobody renewed the lock for long; throws where another command has it. */
  claim(): Promise<void>;
  /** Gives the lock back; where the command was cut short, what it put down stays for whoever takes the lock next. */
  release(end: End): Promise<void>;
}

export type End = "done" | "cut short";

/** Of a command that has none: another one is kept from writing elsewhere, or nothing but the route is written. */
export const NO_LOCK: Lock = {
  assertHeld: () => {},
  left: {},
  note: async () => {},
  describe: () => {},
  publish: async () => {},
  offer: async () => {},
  claim: async () => {},
  release: async () => {},
};

/** For how long a lock holds that nobody renews. */
export const DURATION_SECONDS = 15;
const RENEW_MILLISECONDS = 5_000;

/** A lock that was taken: it is renewed until it is given back. */
export function hold(api: Api, clock: Clock, path: string, taken: Lease, left: Left): Lock {
  const lease = new HeldLease(api, clock, path, taken);
  // A server that cannot be reached says nothing about the lock: the next renewal tells.
  const timer = setInterval(() => void lease.write().catch(() => undefined), RENEW_MILLISECONDS);
  timer.unref();
  return {
    left,
    note: (note) => lease.write({note}),
    describe: (work) => lease.inscribe({work}),
    publish: () => lease.write(),
    offer: () => lease.offer(),
    claim: () => lease.claim(),
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
  #inscription: Inscription = {};
  #lost: DjcdError | undefined;
  #renewed: number;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(api: Api, clock: Clock, path: string, taken: Lease) {
    this.#api = api;
    this.#clock = clock;
    this.#path = path;
    this.#current = taken;
    this.#renewed = clock.now().getTime();
  }

  inscribe(change: Inscription): void {
    this.#inscription = {...this.#inscription, ...change};
  }

  /** One after the other: a write of ours that meets another one of ours would look like a lock that was taken. */
  write(change: Inscription = {}): Promise<void> {
    this.inscribe(change);
    const done = this.#writing.then(() => this.#renew());
    this.#writing = done.catch(() => undefined);
    return done;
  }

  /** From the first moment that a renewal may say it, the offer is one that has to be claimed back. */
  async offer(): Promise<void> {
    if (!this.#inscription.gives) await this.write({gives: true}).catch((error) => this.#withdraw(error));
    this.assertHeld();
  }

  /** A server that refuses to put the offer down has not put it down; one that does not answer may have. */
  #withdraw(error: unknown): void {
    if (error instanceof ApiError) this.inscribe({gives: false});
  }

  /**
   * A process that was paused, or whose server was away, may find the lock taken: whoever watched it for its whole life
   * has it by now. Nobody may have: a renewal of the very lock that we know tells.
   */
  async claim(): Promise<void> {
    const silent = this.#silentSeconds();
    if (this.#inscription.gives) await this.write({gives: false});
    else if (silent > DURATION_SECONDS)
      await this.write().catch((error: unknown) => Promise.reject(notRenewed(silent, error)));
    this.assertHeld();
  }

  #silentSeconds(): number {
    return (this.#clock.now().getTime() - this.#renewed) / 1000;
  }

  async #renew(): Promise<void> {
    try {
      await this.#put();
    } catch (error) {
      if (!(error instanceof ApiError) || ![404, 409].includes(error.status)) throw error;
      const now = await orNothing(this.#api.get<Lease>(this.#path));
      // A write of ours may have been done, and its answer lost on the way.
      if (now && now.spec.holderIdentity === this.#current.spec.holderIdentity) {
        this.#current = now;
        return this.#put();
      }
      this.#lost ??= lockLost(givesWay(this.#current), now);
    }
  }

  async #put(): Promise<void> {
    const now = this.#clock.now();
    this.#current = await this.#api.replace<Lease>(this.#path, renewed(this.#current, now, this.#inscription));
    this.#renewed = now.getTime();
  }

  assertHeld(): void {
    if (this.#lost) throw this.#lost;
  }

  async giveBack(end: End): Promise<void> {
    await this.#writing;
    // What was said since the last write of the lock, too: whoever comes next shall know how far this one came.
    const last = inscribed(this.#current, {...this.#inscription, gives: false});
    const {note, work} = leftIn(last);
    const stays = end === "cut short" && (note ?? work) !== undefined;
    // As we know it: a process that was paused may not have heard yet that another one took the lock.
    const given = stays
      ? this.#api.replace(this.#path, {...last, spec: {}})
      : this.#api.remove(this.#path, this.#current.metadata.resourceVersion);
    await given.catch(() => undefined);
  }
}

function renewed(lease: Lease, now: Date, inscription: Inscription): Lease {
  const {spec, ...rest} = inscribed(lease, inscription);
  return {...rest, spec: {...spec, renewTime: now.toISOString().replace("Z", "000Z")}};
}

/** Whoever gave way was taken over from, be it by one that is at its end already; a lock that was not offered was taken away. */
function lockLost(gaveWay: boolean, now: Lease | undefined): DjcdError {
  const holder = now?.spec.holderIdentity;
  if (!holder && !gaveWay)
    return new DjcdError(
      "the lock was lost: somebody took it away. Nothing more is written. Where it stands: helm djcd status",
      {reason: "lock-held"},
    );
  const by = holder ? `${verbIn(now) ?? "a command"} of ${holder}` : "another command, which has ended";
  return refusal(`superseded by ${by}. Nothing more is written here. Where it stands: helm djcd status`, "superseded");
}

/** What keeps the lock from being renewed is what a person has to know. */
function notRenewed(seconds: number, failure: unknown): DjcdError {
  const why = failure instanceof ApiError ? refusedText(failure) : (failure as Error).message;
  return new DjcdError(
    `the lock was not renewed for ${Math.round(seconds)} s: ${why}. Nothing more is written. Run the same command again`,
    {cause: failure},
  );
}
