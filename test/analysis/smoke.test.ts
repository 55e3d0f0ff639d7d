import {expect, test} from "vitest";
import {smokeFault, smokeOf} from "../../src/analysis/smoke.ts";

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
