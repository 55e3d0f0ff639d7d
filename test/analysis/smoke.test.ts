import {expect, test} from "vitest";
import {counted, judgeSmoke, NOT_ASKED, smokeFault, smokeOf, smokeTrip} from "../../src/analysis/smoke.ts";

const [check] = smokeOf({
  smoke: [{path: "/login", headers: {"Content-Type": "text/html"}, contains: "Sign in"}],
});

const answer = {status: 200, headers: {"content-type": "text/html"}, body: "<h1>Sign in</h1>"};
const LOGIN = "smoke check GET /login: ";

test.each([
  ["as expected", answer, undefined],
  ["with another status", {...answer, status: 302}, `${LOGIN}status 302, and 200 is expected`],
  ["without the header", {...answer, headers: {}}, `${LOGIN}header Content-Type is missing, and text/html is expected`],
  [
    "with another header",
    {...answer, headers: {"content-type": "text/plain"}},
    `${LOGIN}header Content-Type is text/plain, and text/html is expected`,
  ],
  ["with another text", {...answer, body: "sorry"}, `${LOGIN}the answer does not hold "Sign in"`],
  ["not at all", "no answer in 10 s", `${LOGIN}no answer in 10 s`],
])("an answer %s", (_, given, expected) => expect(smokeFault(check ?? expect.fail(), given)).toBe(expected));

const wrong = {...answer, status: 503};

test.each([
  ["all right", [answer, answer, answer], "0 of 3 wrong", "pass", undefined],
  [
    "two wrong of two: beyond chance",
    [wrong, wrong],
    "2 of 2 wrong",
    "fail",
    `${LOGIN}status 503, and 200 is expected (2 of 2 answers in this pause)`,
  ],
  ["one wrong: nobody knows", [answer, wrong, answer], "1 of 3 wrong", "not enough data", undefined],
  ["one wrong of many, as the bound allows", [...Array(99).fill(answer), wrong], "1 of 100 wrong", "pass", undefined],
  [
    "nobody answered, which is not the candidate's fault",
    ["ECONNREFUSED", "no answer"],
    "0 of 0 wrong",
    "not enough data",
    undefined,
  ],
  ["a wire that was cut for a moment", ["ECONNRESET", answer], "0 of 1 wrong", "pass", undefined],
])("the smoke checks of a pause: %s", (_, answers, candidate, verdict, trip) => {
  const tally = answers.reduce((sum, one) => counted(sum, check ?? expect.fail(), one), NOT_ASKED);
  expect(judgeSmoke(tally)).toMatchObject({metric: "smoke checks", candidate, verdict});
  expect(smokeTrip(tally)).toBe(trip);
});
