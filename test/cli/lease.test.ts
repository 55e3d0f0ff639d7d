import {hostname} from "node:os";
import {expect, test} from "vitest";
import {DjcdError} from "../../src/errors.ts";
import type {Api} from "../../src/kubernetes/api.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {Left} from "../../src/kubernetes/inscription.ts";
import {acquireLock, breakLock, readLock} from "../../src/kubernetes/lease.ts";

// Promise 5, on an API server of one object and a clock that a test moves.

interface Stored {
  metadata: {resourceVersion: string; annotations?: Record<string, string>};
  spec: {holderIdentity?: string; acquireTime?: string; renewTime?: string};
}

const START = Date.parse("2026-11-25T12:00:00Z");

type Meanwhile = (stored: Stored) => unknown;

/** An API server that holds one Lease; what `meanwhile` says is done at each half second of waiting. */
function server(holder?: string, meanwhile: Meanwhile = () => {}) {
  let version = 1;
  let now = START;
  let during = meanwhile;
  const at = new Date(START).toISOString();
  let stored: Stored | undefined = holder
    ? {metadata: {resourceVersion: "1"}, spec: {holderIdentity: holder, acquireTime: at, renewTime: at}}
    : undefined;
  const write = (body: Stored): Stored => {
    if (stored && body.metadata.resourceVersion !== stored.metadata.resourceVersion)
      throw new ApiError("PUT", "/leases/djcd-shop", 409, "the object has been modified");
    version += 1;
    stored = {...body, metadata: {...body.metadata, resourceVersion: `${version}`}};
    return stored;
  };
  const get = async (): Promise<Stored> => {
    if (!stored) throw new ApiError("GET", "/leases/djcd-shop", 404, "not found");
    return structuredClone(stored);
  };
  const api = {
    get,
    create: async (_: string, body: Stored) => write(body),
    replace: async (_: string, body: Stored) => {
      if (!stored) throw new ApiError("PUT", "/leases/djcd-shop", 404, "not found");
      return write(body);
    },
    remove: async (_: string, resourceVersion?: string) => {
      if (resourceVersion && resourceVersion !== stored?.metadata.resourceVersion)
        throw new ApiError("DELETE", "/leases/djcd-shop", 409, "the object has been modified");
      stored = undefined;
    },
  } as unknown as Api;
  const sleep = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    if (stored) await during(stored);
  };
  const clock = {now: () => new Date(now), sleep};
  const said: string[] = [];
  return {
    api,
    clock,
    said,
    pass: (seconds: number) => {
      now += seconds * 1000;
    },
    holder: () => stored?.spec.holderIdentity,
    whileWaiting: (then: Meanwhile) => {
      during = then;
    },
    take: (takesOver?: (left: Left) => Promise<void>) =>
      acquireLock(api, clock, "default", "shop", {verb: "rollback", takesOver, says: (line) => void said.push(line)}),
  };
}

const ELSEWHERE = "ann@laptop, process 4711, 0a1b2c3d";

test("a free lock is taken, and given back at the end", async () => {
  const {take, holder} = server();
  const lock = await take();
  expect(holder()).toContain(`@${hostname()}, process ${process.pid}`);
  await lock.release("done");
  expect(holder()).toBeUndefined();
});

test("a lock that is renewed while we watch is somebody at work", async () => {
  const {take, holder} = server(ELSEWHERE, (stored) => {
    stored.metadata.resourceVersion = "9";
  });
  await expect(take()).rejects.toThrow(
    `another djcd command is at work: ${ELSEWHERE} holds the lock since 2026-11-25T12:00:00.000Z. ` +
      "Wait until it has ended, then run this again; how it lives: helm djcd unlock",
  );
  expect(holder()).toBe(ELSEWHERE);
});

test("a lock that nobody renews is taken over after its time, whatever the holder's clock says", async () => {
  const {take, clock, said, holder} = server(ELSEWHERE);
  await take();
  expect(clock.now().getTime() - START).toBe(15_000);
  expect(said).toEqual([
    `the lock is held by ${ELSEWHERE} since 2026-11-25T12:00:00.000Z: looking whether it lives (at most 15 s)`,
  ]);
  expect(holder()).not.toBe(ELSEWHERE);
});

test("a holder on this machine whose process is gone is not waited for", async () => {
  const {take, clock} = server(`ann@${hostname()}, process 999999999, 0a1b2c3d`);
  await take();
  expect(clock.now().getTime()).toBe(START);
});

test("what a command noted on its lock is told to whoever finds it dead, and to nobody once it was given back", async () => {
  const {api, clock, take, pass} = server();
  const first = await take();
  expect(first.left).toEqual({});
  await first.note("rollback to #3");
  expect((await readLock(api, clock, "default", "shop")).holder?.silentSeconds).toBe(0);
  pass(40);
  const second = await take();
  expect(second.left).toEqual({note: "rollback to #3"});
  await second.release("done");
  expect((await take()).left).toEqual({});
});

test("a command that is cut short frees the lock, and leaves what it or the one before it noted", async () => {
  const {take, holder} = server();
  const first = await take();
  await first.note("rollback to #3");
  await first.release("cut short");
  expect(holder()).toBeUndefined();
  const second = await take();
  expect(holder()).toContain(`process ${process.pid}`);
  await second.release("cut short");
  expect((await take()).left).toEqual({note: "rollback to #3"});
});

test("a process that was paused, and did not hear that another one took the lock, leaves it that lock", async () => {
  const {take, pass, api, holder} = server();
  const paused = await take();
  pass(40);
  const {spec} = await api.get<Stored>("/leases/djcd-shop");
  await api.replace("/leases/djcd-shop", {
    metadata: {resourceVersion: "2"},
    spec: {...spec, holderIdentity: ELSEWHERE},
  });
  await paused.release("done");
  expect(holder()).toBe(ELSEWHERE);
});

test("a process that was paused for longer than the lock lives asks for it anew before it writes", async () => {
  const {take, pass, api} = server();
  const renewals = () => api.get<Stored>("/leases/djcd-shop").then(({metadata}) => metadata.resourceVersion);
  const lock = await take();
  pass(14);
  await lock.claim();
  expect(await renewals()).toBe("2");
  pass(6);
  await lock.claim();
  expect(await renewals()).toBe("3");
});

test("one that another command took meanwhile writes nothing more", async () => {
  const {take, pass} = server();
  const paused = await take();
  pass(40);
  await take();
  await expect(paused.claim()).rejects.toThrow("superseded by rollback of ");
});

test("a renewal whose answer was lost on the way is ours all the same", async () => {
  const {take, pass, api, holder} = server();
  const lock = await take();
  const {replace} = api;
  const lost = async (path: string, body: unknown): Promise<never> => {
    await replace(path, body);
    throw new DjcdError("the connection was cut");
  };
  Object.assign(api, {replace: lost});
  await expect(lock.publish()).rejects.toThrow("cut");
  Object.assign(api, {replace});
  pass(20);
  await lock.claim();
  lock.assertHeld();
  expect(holder()).toContain(`process ${process.pid}`);
});

test.each([
  [
    "a login that ended",
    new ApiError("PUT", "/leases/djcd-shop", 401, "Unauthorized"),
    "the cluster does not know you (401): your login has ended, or the token is wrong. Log in again, then type the command again",
  ],
  [
    "a server that is not there",
    new DjcdError("the cluster at https://api:6443 cannot be reached (connect ECONNREFUSED)"),
    "the cluster at https://api:6443 cannot be reached (connect ECONNREFUSED)",
  ],
  [
    "a server that is silent",
    new DjcdError("no answer from https://api:6443 in 30 seconds"),
    "no answer from https://api:6443 in 30 seconds",
  ],
  [
    "a server in trouble",
    new ApiError("PUT", "/leases/djcd-shop", 503, "etcd has no leader"),
    "the API server is in trouble (503: etcd has no leader). Type the command again in a minute",
  ],
])("why the lock cannot be renewed is told: %s", async (_, failure, why) => {
  const {take, pass, api} = server();
  const lock = await take();
  const {replace} = api;
  Object.assign(api, {replace: async () => Promise.reject(failure)});
  pass(20);
  await expect(lock.claim()).rejects.toThrow(`the lock was not renewed for 20 s: ${why}. Nothing more is written.`);
  Object.assign(api, {replace});
  await lock.claim();
  lock.assertHeld();
});

test("who holds the lock is told, and since when it is silent; then it can be taken away", async () => {
  const {api, clock, pass, holder} = server(ELSEWHERE);
  pass(40);
  expect(await readLock(api, clock, "default", "shop")).toEqual({
    holder: {who: ELSEWHERE, since: "2026-11-25T12:00:00.000Z", silentSeconds: 40, isDead: false},
    left: {},
  });
  await breakLock(api, "default", "shop");
  expect(holder()).toBeUndefined();
  expect(await readLock(api, clock, "default", "shop")).toEqual({left: {}});
});

test("a command that waits gives way at once to one that takes over, and hears of it before it writes", async () => {
  const {take, clock, holder} = server();
  const waits = await take();
  waits.describe("upgrade of #3");
  await waits.offer();
  const asked: Left[] = [];
  const other = await take(async (left) => void asked.push(left));
  expect(clock.now().getTime()).toBe(START);
  expect([other.left, ...asked]).toEqual([{work: "upgrade of #3"}, {work: "upgrade of #3"}]);
  const words = `superseded by rollback of ${holder()}. Nothing more is written here. Where it stands: helm djcd status`;
  await expect(waits.claim()).rejects.toMatchObject({message: words, code: 4, reason: "superseded"});
  expect(() => waits.assertHeld()).toThrow(words);
  expect(() => other.assertHeld()).not.toThrow();
});

test("a wait that is over is no offer any more: who comes then waits until the next one, and never writes beside it", async () => {
  const {take, clock, said, whileWaiting} = server();
  const first = await take();
  await first.offer();
  await first.claim();
  const came = clock.now().getTime();
  whileWaiting(async () => {
    if (clock.now().getTime() - came === 2000) await first.offer();
  });
  const second = await take(async () => {});
  expect(clock.now().getTime() - came).toBe(2000);
  expect(said).toEqual([expect.stringMatching(/^the lock is held by .*: taking over as soon as it waits$/)]);
  await expect(first.claim()).rejects.toThrow("superseded");
  expect(() => second.assertHeld()).not.toThrow();
});

test("a command that does not take over is refused while the holder waits, too", async () => {
  const {take, whileWaiting} = server();
  const first = await take();
  await first.offer();
  whileWaiting(async (stored) => {
    stored.metadata.resourceVersion = "9";
  });
  await expect(take()).rejects.toThrow("another djcd command is at work");
});

test("what was put down stays where a command changes nothing, and where it is cut short, but not where it is done", async () => {
  const {take} = server();
  const killed = await take();
  killed.describe("upgrade of #3, at migrate");
  await killed.offer();
  // Said, and not written before it ends.
  killed.describe("upgrade of #3, at fill");
  await killed.release("cut short");
  const refused = await take();
  await refused.release("cut short");
  const done = await take();
  expect(done.left).toEqual({work: "upgrade of #3, at fill"});
  await done.release("done");
  expect((await take()).left).toEqual({});
});

test("a command that would have nothing to do takes nothing over, and says why", async () => {
  const {take} = server();
  const first = await take();
  await first.offer();
  const nothing = async (): Promise<void> => {
    throw new Error("shop has no candidate to promote");
  };
  await expect(take(nothing)).rejects.toThrow("shop has no candidate to promote");
  await expect(first.claim()).resolves.toBeUndefined();
});

test("one that gave way to a command that has ended meanwhile was superseded; one that did not lost its lock", async () => {
  const {take, api} = server();
  const waits = await take();
  await waits.offer();
  await (await take(async () => {})).release("done");
  await expect(waits.claim()).rejects.toMatchObject({
    message:
      "superseded by another command, which has ended. Nothing more is written here. Where it stands: helm djcd status",
    code: 4,
  });
  const works = await take();
  await breakLock(api, "default", "shop");
  await works.publish();
  expect(() => works.assertHeld()).toThrow(
    "the lock was lost: somebody took it away. Nothing more is written. Where it stands: helm djcd status",
  );
});
