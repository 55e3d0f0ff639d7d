import {expect, test} from "vitest";
import {turnOf} from "../../src/apply/turn.ts";
import {NO_LOCK} from "../../src/kubernetes/held-lock.ts";

test("nobody is offered a turn while a write is under way, and somebody is when it is done", async () => {
  const done: string[] = [];
  const lock = {
    ...NO_LOCK,
    offer: async () => void done.push("offered"),
    claim: async () => void done.push("claimed"),
  };
  const turn = turnOf(lock);
  await turn.write(async () => {
    done.push("writes");
    await turn.offer("the answers");
  });
  await turn.offer("the answers");
  expect(done).toEqual(["claimed", "writes", "offered"]);
});

test("a write that fails holds no turn back", async () => {
  const done: string[] = [];
  const turn = turnOf({...NO_LOCK, offer: async () => void done.push("offered")});
  await expect(turn.write(() => Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  await turn.offer("a pause");
  expect(done).toEqual(["offered"]);
});
