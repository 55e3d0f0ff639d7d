import {randomUUID} from "node:crypto";
import {hostname} from "node:os";
import type {Clock} from "../context.ts";
import {type DjcdError, refusal} from "../errors.ts";
import type {Api} from "./api.ts";
import {orNothing, unlessThere} from "./api-error.ts";
import {DURATION_SECONDS, hold, type Lock} from "./held-lock.ts";
import {givesWay, inscribed, type Left, leftIn} from "./inscription.ts";
import type {Lease} from "./objects.ts";
import {collectionPath, objectPath} from "./paths.ts";
import {userAtHost} from "./user.ts";

/** How a command comes to the lock. */
export interface Wish {
  readonly verb: string;
  /**
   * Of a command that takes the lock of one that waits, and waits for one that is in the middle of a write: is asked
   * before, with what that one had put down, and throws where there is no reason to.
   */
  readonly takesOver?: ((left: Left) => Promise<void>) | undefined;
  says(line: string): void;
}

/** For how long a command that takes over waits for one that writes: a Helm may take its time. */
const TAKES_OVER_WITHIN_SECONDS = 60;

/** Others may be faster, or the holder may renew the lock just then. */
const TRIES = 20;

/**
 * Takes the lock. A lock whose holder does not renew it for its whole duration, watched by our own clock so that clock
 * skew does not matter, is of a command that died; one that is renewed is somebody at work: we are refused, or take
 * over from one that waits, where that is wished.
 */
export async function acquireLock(
  api: Api,
  clock: Clock,
  namespace: string,
  release: string,
  wish: Wish,
): Promise<Lock> {
  const path = pathOf(namespace, release);
  const mine = {name: `djcd-${release}`, namespace, holder: identity(), verb: wish.verb};
  const body = (seen?: Lease): Lease => lease(mine, clock.now(), seen);
  for (let tries = 0; tries < TRIES; tries++) {
    const seen = tries === 0 ? undefined : await takeable(api, clock, path, wish);
    if (seen && isHeld(seen) && givesWay(seen)) await wish.takesOver?.(leftIn(seen));
    const taken = await (seen ? replace(api, path, body(seen)) : create(api, namespace, body()));
    if (taken) return hold(api, clock, path, taken, leftIn(seen));
  }
  throw held(await api.get<Lease>(path));
}

/** Who holds the lock of a release, as far as can be told. */
export interface Holder {
  readonly who: string;
  readonly since: string;
  /** Since the last renewal, by the holder's clock and ours. */
  readonly silentSeconds: number;
  /** Whether it ran on this machine and is gone. */
  readonly isDead: boolean;
}

/** The lock of a release as somebody sees it who only looks. */
export interface Seen {
  /** Nothing where nobody holds it. */
  readonly holder: Holder | undefined;
  /** What was put down on it. */
  readonly left: Left;
}

/** Looks at the lock of a release, and takes nothing. */
export async function readLock(api: Api, clock: Clock, namespace: string, release: string): Promise<Seen> {
  const lease = await orNothing(api.get<Lease>(pathOf(namespace, release)));
  return {holder: lease && holderOf(lease, clock.now()), left: leftIn(lease)};
}

function holderOf({spec}: Lease, now: Date): Holder | undefined {
  const {holderIdentity: who, acquireTime: since = "", renewTime = ""} = spec;
  if (!who) return undefined;
  const silentSeconds = Math.max(0, Math.round((now.getTime() - new Date(renewTime).getTime()) / 1000));
  return {who, since, silentSeconds, isDead: diedHere(who)};
}

/** Whether a holder is at work, as far as can be told. */
export function isAtWork({isDead, silentSeconds}: Holder): boolean {
  return !isDead && silentSeconds <= DURATION_SECONDS;
}

/** Takes the lock away, whoever holds it. */
export async function breakLock(api: Api, namespace: string, release: string): Promise<void> {
  await orNothing(api.remove(pathOf(namespace, release)));
}

function pathOf(namespace: string, release: string): string {
  return objectPath("Lease", namespace, `djcd-${release}`);
}

/** Who holds a lock: a person and a process, so that the refused one knows whom to ask. */
function identity(): string {
  return `${userAtHost()}, process ${process.pid}, ${randomUUID().slice(0, 8)}`;
}

/** The lock as it may be taken: nobody's, of one that died, or of one that gives way; nothing where there is none. */
async function takeable(api: Api, clock: Clock, path: string, wish: Wish): Promise<Lease | undefined> {
  const first = await orNothing(api.get<Lease>(path));
  if (!first || mayBeTaken(first, wish) || diedHere(first.spec.holderIdentity ?? "")) return first;
  const {holderIdentity, acquireTime, leaseDurationSeconds = DURATION_SECONDS} = first.spec;
  const why = wish.takesOver
    ? "taking over as soon as it waits"
    : `looking whether it lives (at most ${leaseDurationSeconds} s)`;
  wish.says(`the lock is held by ${holderIdentity} since ${acquireTime}: ${why}`);
  return outlive(api, clock, path, first, wish);
}

function mayBeTaken(lease: Lease, {takesOver}: Wish): boolean {
  return !isHeld(lease) || (takesOver !== undefined && givesWay(lease));
}

function isHeld({spec}: Lease): boolean {
  return Boolean(spec.holderIdentity);
}

/** Watches a lock until it may be taken: a holder that renews it lives, one that does not is dead. */
async function outlive(api: Api, clock: Clock, path: string, first: Lease, wish: Wish): Promise<Lease | undefined> {
  const {leaseDurationSeconds = DURATION_SECONDS} = first.spec;
  const isRenewed = (now: Lease, before: Lease): boolean =>
    now.metadata.resourceVersion !== before.metadata.resourceVersion;
  let [seen, silent] = [first, 0];
  for (let waited = 0; silent < leaseDurationSeconds * 1000; waited += POLL_MILLISECONDS) {
    await clock.sleep(POLL_MILLISECONDS);
    const now = await orNothing(api.get<Lease>(path));
    if (!now || mayBeTaken(now, wish)) return now;
    if (isRenewed(now, seen) && (!wish.takesOver || waited > TAKES_OVER_WITHIN_SECONDS * 1000)) throw held(now);
    silent = isRenewed(now, seen) ? 0 : silent + POLL_MILLISECONDS;
    seen = now;
  }
  return seen;
}

const POLL_MILLISECONDS = 500;

/** A holder on this machine whose process is gone needs no waiting for. */
function diedHere(holder: string): boolean {
  const [, host, pid] = /@(.*), process (\d+),/.exec(holder) ?? [];
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

function held({spec}: Lease): DjcdError {
  return refusal(
    `another djcd command is at work: ${spec.holderIdentity} holds the lock since ${spec.acquireTime}. ` +
      "Wait until it has ended, then run this again; how it lives: helm djcd unlock",
    "lock-held",
  );
}

/** A lock of ours: what was put down on it stays, the offer of its holder does not. */
function lease(
  {name, namespace, holder, verb}: {name: string; namespace: string; holder: string; verb: string},
  now: Date,
  seen: Lease | undefined,
): Lease {
  const time = now.toISOString().replace("Z", "000Z");
  const {resourceVersion, annotations} = seen?.metadata ?? {};
  const made: Lease = {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: {name, namespace, ...(resourceVersion && {resourceVersion}), ...(annotations && {annotations})},
    spec: {holderIdentity: holder, acquireTime: time, renewTime: time, leaseDurationSeconds: DURATION_SECONDS},
  };
  return inscribed(made, {gives: false, verb});
}

/** The lock as we made it; nothing where there is one already. */
function create(api: Api, namespace: string, body: Lease): Promise<Lease | undefined> {
  return unlessThere(api.create<Lease>(collectionPath("Lease", namespace), body));
}

/** The lock as we took it over; nothing where another did in the meantime. */
function replace(api: Api, path: string, body: Lease): Promise<Lease | undefined> {
  return unlessThere(api.replace<Lease>(path, body));
}
