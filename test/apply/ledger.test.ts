import {expect, test} from "vitest";
import {note, noteFailure} from "../../src/apply/ledger.ts";
import type {WriteSession} from "../../src/apply/session.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import type {Step} from "../../src/plan/step.ts";
import {sessionOn} from "./session.fixture.ts";

const shift: Step = {kind: "shift", block: {number: 7, live: "green", traffic: {green: 100}, previous: []}, why: "#7"};
const pause: Step = {kind: "pause", seconds: 90};
const prune: Step = {kind: "prune", slot: "blue"};

/** What is written to the API server, which refuses a patch with this status. */
async function written(write: (session: WriteSession) => Promise<void>, status?: number) {
  const {session, said} = sessionOn({});
  const wrote: unknown[] = [];
  const patch = async (path: string, _: string, {data}: {data: Record<string, string>}): Promise<object> => {
    if (status) throw new ApiError("PATCH", path, status, "no");
    wrote.push(Object.values(data).map((text) => JSON.parse(text)));
    return {};
  };
  const create = async (_path: string, {metadata, data}: {metadata: {name: string}; data: object}): Promise<void> => {
    wrote.push(`create ${metadata.name} with ${Object.keys(data).length}`);
  };
  await write({...session, diary: {...session.diary, patch, create}} as unknown as typeof session);
  return {wrote, said};
}

const noted = (step: Step, status?: number, found?: readonly string[]) =>
  written((session) => note(step, 7, session, found), status);

const told = {rollout: 7, at: "1970-01-01T00:00:00.000Z", by: "ann", verb: "upgrade"};

test.each([
  [
    "a move of traffic, with its weights",
    shift,
    [{...told, did: "traffic: green 100 %", traffic: {green: 100}, live: "green"}],
  ],
  ["a pause", pause, [{...told, did: "pause 1m30s"}]],
])("the ledger is told %s", async (_, step, entries) => {
  expect(await noted(step)).toEqual({wrote: [entries], said: []});
});

test("the ledger is told what a pause found", async () => {
  const {wrote} = await noted(pause, undefined, ["error share: pass"]);
  expect(wrote).toEqual([[{...told, did: "pause 1m30s", found: ["error share: pass"]}]]);
});

test("the ledger is told why a rollout goes back, with the numbers", async () => {
  const message = "error share of the candidate is 5 %\n  error share: candidate 5 %: fail";
  const {wrote} = await written((session) => noteFailure(message, 7, session));
  const did = "check failed: error share of the candidate is 5 %";
  const failed = "error share of the candidate is 5 %";
  expect(wrote).toEqual([[{...told, did, failed, found: ["error share: candidate 5 %: fail"]}]]);
});

test("what nobody asks about later is not noted", async () => {
  expect(await noted(prune)).toEqual({wrote: [], said: []});
});

test("the first entry makes the ledger", async () => {
  expect(await noted(pause, 404)).toEqual({wrote: ["create shop-djcd-ledger with 1"], said: []});
});

test("a rollout goes on where its ledger cannot be written, and says so", async () => {
  const {wrote, said} = await noted(pause, 500);
  expect(wrote).toEqual([]);
  expect(said).toEqual([expect.stringContaining("not noted in the ledger: PATCH ")]);
});
