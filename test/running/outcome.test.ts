import {expect, test} from "vitest";
import {CheckFailed} from "../../src/apply/check-failed.ts";
import {DjcdError, refusal} from "../../src/errors.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import {planFinish} from "../../src/plan/finish.ts";
import {planShift} from "../../src/plan/shift.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {about, failureJson, failureOf} from "../../src/running/failure.ts";
import {outcomeOf, outlookOf} from "../../src/running/outcome.ts";
import {movesOf} from "../../src/strategies/strategies.ts";
import {candidateAt, stable} from "../fixtures/worlds/worlds.ts";
import {incoming} from "../plan/outcome.ts";

const blueGreen = movesOf({type: "blue-green", steps: [100], pause: ""});

test.each([
  [
    "an upgrade that ends at a pause for a person",
    planUpgrade(stable, incoming({moves: blueGreen})),
    "waiting for a person",
    "would change",
  ],
  [
    "asked again, it waits still",
    planUpgrade(candidateAt(0), incoming({moves: blueGreen, same: "candidate"})),
    "waiting for a person",
    "nothing to do",
  ],
  ["an upgrade that goes through", planUpgrade(stable, incoming()), "done", "would change"],
  ["a shift", planShift(candidateAt(0), 25), "done", "would change"],
  ["nothing to finish", planFinish(stable), "nothing to do", "nothing to do"],
] as const)("%s", (_, plan, outcome, outlook) => {
  expect([outcomeOf(plan).outcome, outlookOf(plan).outcome]).toEqual([outcome, outlook]);
});

test.each([
  ["a refusal", refusal("no", "rejected"), 4, {outcome: "refused", reason: "rejected", message: "no"}],
  [
    "a failed check",
    new CheckFailed("no image"),
    3,
    {outcome: "went back", reason: "check-failed", message: "no image"},
  ],
  ["an error", new DjcdError("no such file"), 1, {outcome: "failed", message: "no such file"}],
  [
    "the API server's",
    new ApiError("GET", "/x", 403, "forbidden"),
    1,
    {outcome: "failed", message: "the API server refused: GET /x: 403 forbidden"},
  ],
])("%s is a document that names the release", async (_, error, code, expected) => {
  const failure = await about("shop", () => Promise.reject(error)).catch(failureOf);
  expect(failure).toMatchObject({code});
  expect(JSON.parse(failureJson(failure as ReturnType<typeof failureOf>))).toEqual({release: "shop", ...expected});
});

test("a defect of ours is shown with its stack", () => {
  expect(failureOf(new TypeError("x is undefined")).message).toMatch(
    /^this is a defect of djcd: TypeError: x is undefined\n +at /,
  );
});
