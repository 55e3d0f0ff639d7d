import {randomUUID} from "node:crypto";
import {hostname} from "node:os";
import type {Clock} from "../context.ts";
import {type DjcdError, refusal} from "../errors.ts";
import {type Api, orNothing, unlessThere} from "./api.ts";
import {DURATION_SECONDS, hold, type Lock, noteIn} from "./held-lock.ts";
import type {Lease} from "./objects.ts";
import {collectionPath, objectPath} from "./paths.ts";
import {userAtHost} from "./user.ts";

/**
 * Takes the lock. A lock whose holder does not renew it for its whole duration, watched by our own clock so that clock
 * skew does not matter, is of a command that died; one that is renewed is somebody at work, and we are refused.
 */
export async function acquireLock(
  api: Api,
  clock: Clock,
  namespace: string,
  release: string,
  says: (line: string) => void,
): Promise<Lock> {
  const name = `djcd-${release}`;
  const me = identity();
  const path = pathOf(namespace, release);
  const free = await create(api, namespace, lease(name, namespace, me, clock.now(), undefined));
  if (free) return hold(api, clock, path, free, undefined);
  let seen = await orNothing(api.get<Lease>(path));
  if (seen?.spec.holderIdentity) seen = await outlive(api, clock, path, seen, says);
  const body = lease(name, namespace, me, clock.now(), seen);
  const taken = await (seen ? replace(api, path, body) : create(api, namespace, body));
  if (!taken) throw held(await api.get<Lease>(path));
  return hold(api, clock, path, taken, noteIn(seen));
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

/** The holder of the lock; nothing where the release is not locked. */
export async function readHolder(
  api: Api,
  clock: Clock,
  namespace: string,
  release: string,
): Promise<Holder | undefined> {
  const lease = await orNothing(api.get<Lease>(pathOf(namespace, release)));
  const {holderIdentity: who, acquireTime: since = "", renewTime = ""} = lease?.spec ?? {};
  if (!who) return undefined;
  const silentSeconds = Math.max(0, Math.round((clock.now().getTime() - new Date(renewTime).getTime()) / 1000));
  return {who, since, silentSeconds, isDead: diedHere(who)};
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

async function outlive(
  api: Api,
  clock: Clock,
  path: string,
  first: Lease,
  says: (line: string) => void,
): Promise<Lease | undefined> {
  const {holderIdentity, leaseDurationSeconds = DURATION_SECONDS} = first.spec;
  if (diedHere(holderIdentity ?? "")) return first;
  says(
    `the lock is held by ${holderIdentity} since ${first.spec.acquireTime}: looking whether it lives (at most ${leaseDurationSeconds} s)`,
  );
  for (let waited = 0; waited < leaseDurationSeconds * 1000; waited += 500) {
    await clock.sleep(500);
    const now = await orNothing(api.get<Lease>(path));
    if (!now?.spec.holderIdentity) return now;
    if (now.metadata.resourceVersion !== first.metadata.resourceVersion) throw held(now);
  }
  return first;
}

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

function lease(name: string, namespace: string, me: string, now: Date, seen: Lease | undefined): Lease {
  const time = now.toISOString().replace("Z", "000Z");
  const {resourceVersion, annotations} = seen?.metadata ?? {};
  return {
    apiVersion: "coordination.k8s.io/v1",
    kind: "Lease",
    metadata: {
      name,
      namespace,
      ...(resourceVersion && {resourceVersion}),
      ...(annotations && {annotations}),
    },
    spec: {holderIdentity: me, acquireTime: time, renewTime: time, leaseDurationSeconds: DURATION_SECONDS},
  };
}

/** The lock as we made it; nothing where there is one already. */
function create(api: Api, namespace: string, body: Lease): Promise<Lease | undefined> {
  return unlessThere(api.create<Lease>(collectionPath("Lease", namespace), body));
}

/** The lock as we took it over; nothing where another did in the meantime. */
function replace(api: Api, path: string, body: Lease): Promise<Lease | undefined> {
  return unlessThere(api.replace<Lease>(path, body));
}
