import {expect, test} from "vitest";
import {wait} from "../../src/apply/wait.ts";
import {ApiError} from "../../src/kubernetes/api-error.ts";
import {Unreachable} from "../../src/kubernetes/unreachable.ts";
import {READY, type Readiness} from "../../src/ready/readiness.ts";
import {sessionOn} from "./session.fixture.ts";

const CUT = new Unreachable("the cluster at https://api:6443 cannot be reached (connect ECONNREFUSED)");

/** A look that fails so often, and then is ready. */
function afterFailures(times: number, error: Error): () => Promise<Readiness> {
  let looks = 0;
  return async () => {
    looks++;
    if (looks <= times) throw error;
    return READY;
  };
}

test.each([
  ["that starts anew", CUT],
  ["without a leader", new ApiError("GET", "/pods", 500, "etcdserver: leader changed")],
  ["that asks for patience", new ApiError("GET", "/pods", 429, "too many requests")],
])("a server %s is waited for, and told", async (_, error) => {
  const {session, said} = sessionOn({});
  await wait(session, afterFailures(30, error));
  expect(said[0]).toBe(`  waiting: ${error.message}`);
});

test("not for ever", async () => {
  const {session} = sessionOn({});
  await expect(wait(session, afterFailures(1000, CUT))).rejects.toThrow(`not ready after 60 s: ${CUT.message}`);
});

test.each([
  ["a refusal", new ApiError("GET", "/pods", 403, "no")],
  ["a defect", new TypeError("undefined is no function")],
])("%s is none that passes", async (_, error) => {
  const {session} = sessionOn({});
  await expect(wait(session, afterFailures(1, error))).rejects.toBe(error);
});
