import {expect, test} from "vitest";
import {CheckFailed} from "../../src/apply/check-failed.ts";
import {EXIT, refusal} from "../../src/errors.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import {failureOf, firstLine, secondFailure} from "../../src/running/failure.ts";

const first = new CheckFailed("pod x: CrashLoopBackOff\nlast lines of x:\n  boom");

test.each([
  ["a check", new CheckFailed("the route is not seen"), EXIT.error, "the route is not seen"],
  ["a refusal", refusal("somebody took the lock"), EXIT.refused, "somebody took the lock"],
  ["the API server", new ApiError("PATCH", "/x", 403, "forbidden: policy"), EXIT.error, "forbidden: policy"],
])("a way back that fails by %s does not hide why it was gone", (_, second, code, said) => {
  const failure = failureOf(secondFailure(first, second));
  expect(failure.code).toBe(code);
  expect(failure.message.split("\n").slice(0, 3)).toEqual(first.message.split("\n"));
  expect(failure.message).toContain("the way back ended before its end: ");
  expect(failure.message).toContain(said);
});

test("while a command runs, a failure is told without what a program printed", () => {
  expect(firstLine(first.message)).toBe("pod x: CrashLoopBackOff");
});
