import {PassThrough} from "node:stream";
import {setImmediate as turn} from "node:timers/promises";
import {afterEach, expect, test, vi} from "vitest";
import type {Context} from "../../src/context.ts";
import {refusal} from "../../src/errors.ts";
import type {ShownPlan} from "../../src/running/shown-plan.ts";
import {deskOf} from "../../src/showing/desk.ts";
import type {Wish} from "../../src/showing/keys.ts";
import {sitAt} from "../../src/showing/watch-with-keys.ts";
import {canary} from "../showing/status.fixture.ts";

afterEach(() => void vi.restoreAllMocks());

interface Sitting {
  /** Types these bytes at once, and lets what follows of it come. */
  type(bytes: string): Promise<void>;
  /** What is in the terminal since the last time that this was asked. */
  printed(): string;
  readonly isRaw: () => boolean;
  readonly listeners: () => number;
  readonly looks: () => number;
  /** Nobody watches any more. */
  leave(): Promise<void>;
}

/** Somebody sits at a canary of 25 %; `planOf` makes what a key asks for. */
async function sit(planOf: (wish: Wish) => Promise<ShownPlan>): Promise<Sitting> {
  let [isRaw, isWatched, looks, text] = [false, true, 0, ""];
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: (raw: boolean) => {
      isRaw = raw;
    },
  });
  const stdout = Object.assign(new PassThrough(), {isTTY: true, columns: 80, rows: 60});
  stdout.on("data", (chunk) => {
    text += chunk;
  });
  const clock = {now: () => new Date("2026-11-25T12:00:00Z")};
  const context = {stdin, stdout, stderr: stdout, clock} as unknown as Context;
  const look = async () => {
    looks += 1;
    return canary;
  };
  const view = {status: canary, missed: 0};
  const sitting = sitAt(deskOf(context, planOf, view), look, () => isWatched);
  const settled = async (): Promise<void> => {
    for (let turns = 0; turns < 5; turns++) await turn();
  };
  await settled();
  return {
    type: async (bytes) => {
      stdin.write(bytes);
      await settled();
    },
    printed: () => {
      const now = text;
      text = "";
      return now.replaceAll("\x1b[K", "").replaceAll("\x1b[J", "");
    },
    isRaw: () => isRaw,
    listeners: () => stdin.listenerCount("data") + process.listenerCount("SIGTERM"),
    looks: () => looks,
    leave: async () => {
      isWatched = false;
      stdin.emit("end");
      await sitting;
    },
  };
}

/** A plan that counts how often it is done. */
function counting(text = "#7 in green is withdrawn\n", act: () => Promise<unknown> = async () => {}) {
  const wishes: Wish[] = [];
  let acts = 0;
  const planOf = async (wish: Wish): Promise<ShownPlan> => {
    wishes.push(wish);
    return {
      text,
      changes: true,
      act: () => {
        acts += 1;
        return act();
      },
    };
  };
  return {planOf, wishes, acts: () => acts};
}

const KEYS = "12:00:00  r rollback  p promote  0-99 share of the candidate  q quits";
const ENTER = "#7 in green is withdrawn\nEnter does it, Esc gives it up\n";

test("the terminal is read key by key while somebody watches, and is as it was when nobody does", async () => {
  const before = process.listenerCount("SIGTERM");
  const {isRaw, listeners, printed, leave} = await sit(counting().planOf);
  expect([isRaw(), printed()]).toEqual([true, expect.stringContaining(KEYS)]);
  await leave();
  expect([isRaw(), listeners()]).toEqual([false, before]);
});

test("a key shows its plan, and Esc takes it away: nothing is done", async () => {
  const {planOf, acts} = counting();
  const {type, printed, leave} = await sit(planOf);
  printed();
  await type("r");
  expect(printed()).toContain(ENTER);
  await type("\x1b");
  const after = printed();
  expect(after).not.toContain("withdrawn");
  expect(after).toContain(KEYS);
  await type("\r");
  expect(acts()).toBe(0);
  await leave();
});

test("Enter does what is shown once, and the watch goes on below", async () => {
  let doing: (() => void) | undefined;
  const begun = new Promise<void>((resolve) => {
    doing = resolve;
  });
  const {planOf, acts} = counting(undefined, () => begun);
  const {type, printed, isRaw, looks, leave} = await sit(planOf);
  await type("r");
  printed();
  await type("\r\r\rq");
  expect([acts(), isRaw()]).toEqual([1, false]);
  expect(printed()).not.toContain("Enter does it");
  expect(looks()).toBe(0);
  doing?.();
  await vi.waitFor(() => expect(looks()).toBe(1));
  expect(isRaw()).toBe(true);
  // Below what was printed: no step back over it.
  expect(printed()).toMatch(/^\nshop {2}candidate #7/);
  await leave();
});

test("keys that come at once do nothing that was not seen before", async () => {
  const {planOf, acts, wishes} = counting();
  const {type, leave} = await sit(planOf);
  await type("r\r\n\r");
  expect([wishes, acts()]).toEqual([[{verb: "rollback"}], 0]);
  await leave();
});

test("digits collect, and the last share is the one that is shown", async () => {
  const {planOf, wishes, acts} = counting();
  const {type, leave} = await sit(planOf);
  await type("25");
  await type("\r");
  expect(wishes).toEqual([2, 25].map((weight) => ({verb: "shift", weight})));
  expect(acts()).toBe(1);
  await leave();
});

test("a plan that comes when nobody wants it any more is not shown", async () => {
  let made: ((plan: ShownPlan) => void) | undefined;
  const {type, printed, leave} = await sit(
    () =>
      new Promise((resolve) => {
        made = resolve;
      }),
  );
  await type("r");
  expect(printed()).toContain("rollback: the plan is made  Esc gives it up");
  await type("\x1b");
  made?.({text: "too late\n", changes: true, act: () => expect.fail("nobody wanted it")});
  await type("\r");
  expect(printed()).not.toContain("too late");
  await leave();
});

test.each<[title: string, planOf: () => Promise<ShownPlan>, said: string]>([
  ["is refused", () => Promise.reject(refusal("shop has no candidate")), "Error: shop has no candidate\n"],
  ["changes nothing", async () => ({text: "nothing to do\n", changes: false, act: expect.fail}), "nothing to do\n"],
])("a verb that %s is told until the next key, and Enter does nothing", async (_, planOf, said) => {
  const {type, printed, looks, leave} = await sit(planOf);
  await type("p");
  await vi.waitFor(() => expect(looks()).toBeGreaterThan(0));
  printed();
  await vi.waitFor(() => expect(printed()).toContain(`${said}${KEYS}`), {timeout: 2000});
  await type("\r");
  await vi.waitFor(() => expect(printed()).toContain(KEYS), {timeout: 2000});
  expect(printed()).not.toContain(said);
  await leave();
});

test("a verb that fails says why, which stands above the watch that goes on, and in it", async () => {
  const {planOf} = counting(undefined, () => Promise.reject(refusal("the release has changed")));
  const {type, printed, isRaw, leave} = await sit(planOf);
  await type("r");
  await type("\r");
  const why = "Error: the release has changed\n";
  await vi.waitFor(() => expect(printed()).toMatch(new RegExp(`${why}\nshop {2}candidate[^]*${why}${KEYS}`)));
  expect(isRaw()).toBe(true);
  await leave();
});

test.each([
  ["Ctrl-C ends all that the terminal would end", "\x03", [0, "SIGINT"]],
  ["Ctrl-Z stops it", "\x1a", [0, "SIGTSTP"]],
])("%s", async (_, key, sent) => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const {type, leave} = await sit(counting().planOf);
  await type(key);
  expect(kill.mock.calls).toEqual([sent]);
  await leave();
});

test("q ends it, and the terminal is as it was", async () => {
  const exit = vi.spyOn(process, "exit").mockImplementation((() => {}) as never);
  const {type, isRaw, leave} = await sit(counting().planOf);
  await type("q");
  expect([exit.mock.calls, isRaw()]).toEqual([[[0]], false]);
  await leave();
});

test("a signal finds the terminal as it was", async () => {
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);
  const {isRaw, leave} = await sit(counting().planOf);
  process.emit("SIGTERM", "SIGTERM");
  expect([kill.mock.calls, isRaw()]).toEqual([[[process.pid, "SIGTERM"]], false]);
  await leave();
});
