import {describe, expect, test} from "vitest";
import {planRollback, rollbackTarget} from "../../src/plan/rollback.ts";
import {candidateAt, killed, stable, stableAtZero, unmanaged, warm, world} from "../fixtures/worlds/worlds.ts";
import {outcome, rollback, version} from "./outcome.ts";

/** #3 is live in green; #2, #1 and #0 were before. */
const afterThree = world({
  block: {number: 3, live: "green", traffic: {green: 100}, previous: [2, 1, 0]},
  blue: {number: 2},
  green: {number: 3, pods: 2},
});

/** A hook failed when blue was filled anew: its pods are the new ones, and the last that is recorded is the old. */
const unfilled = {
  ...killed["finish, before scale-down"],
  revisions: ["deployed", "failed"].map((status, index) => ({
    ...{release: "shop-blue", revision: index + 1, status},
    secret: `sh.helm.release.v1.shop-blue.v${index + 1}`,
  })),
};

describe("which rollout it leads to", () => {
  test.each([
    ["stable, nothing said: the one that was live before", afterThree, undefined, 2],
    ["stable, --to 1", afterThree, 1, 1],
    ["stable, --to 0, the version that was handed over", stable, 0, 0],
    ["candidate: the live slot, no stored version is needed", candidateAt(25), undefined, undefined],
    ["warm: the slot that is still up", warm, undefined, undefined],
    [
      "a withdrawal that was interrupted: no other version",
      killed["rollback of a candidate, before scale-down"],
      undefined,
      undefined,
    ],
    ["a fill that Helm did not bring to its end: no other version", unfilled, undefined, undefined],
    ["a finish that was interrupted: the version before", killed["finish, before scale-down"], undefined, 0],
    [
      "a cold rollback that was interrupted: the same again",
      killed["rollback to an older version, blue filled and not listed"],
      undefined,
      0,
    ],
    [
      "a withdrawal that was interrupted, its slot rolled back to an older version with plain Helm: no other version",
      world({
        block: {number: 3, live: "blue", traffic: {blue: 100}, previous: [1]},
        blue: {number: 2, pods: 2},
        green: {number: 1, pods: 2},
      }),
      undefined,
      undefined,
    ],
    ["a leftover, and --to: that one", killed["rollback of a candidate, before scale-down"], 4, 4],
  ])("%s", (_, seen, to, target) => expect(rollbackTarget(seen, to)).toBe(target));

  test.each([
    [
      "unmanaged",
      unmanaged,
      undefined,
      "shop is a plain Helm release, no rollout has been made yet. Type: helm rollback shop",
    ],
    ["nothing to go back to", stableAtZero, undefined, "shop has no version before this one to go back to"],
    ["already live", stable, 1, "#1 is live already"],
    [
      "--to while a candidate is out",
      candidateAt(25),
      0,
      "#1 is still out: end it first, with: helm djcd rollback shop; then: helm djcd rollback shop --to 0",
    ],
    [
      "--to while warm",
      warm,
      0,
      "#1 is still out: end it first, with: helm djcd finish shop; then: helm djcd rollback shop --to 0",
    ],
  ])("%s is refused", (_, seen, to, message) => {
    expect(outcome(() => rollback(seen, to))).toBe(`refused: ${message}`);
  });
});

test("back to an older version is a rollout with the next number, and the version that was live is the one before", () => {
  const {steps, says, next} = rollback(afterThree, 1);
  expect(says).toEqual(["#4 rolls back to #1: shop:of-1, chart shop-1.0.0, into blue"]);
  expect(steps[0]).toEqual({
    kind: "fill",
    slot: "blue",
    number: 4,
    version: version("of-1"),
    needs: [],
    from: 1,
    why: "#4 rolls back to #1",
  });
  expect(steps.at(-1)).toMatchObject({
    kind: "shift",
    why: "#4 rolls back to #1",
    block: {number: 4, live: "blue", traffic: {blue: 100, green: 0}, previous: [3, 2, 1, 0]},
  });
  expect(next).toEqual(["helm djcd finish shop", "helm djcd rollback shop"]);
});

test("what was live before has all that it needs of the database: its pods wait for nothing", () => {
  const older = {number: 0, version: version("v1")};
  expect(planRollback(stable, older).steps[0]).toMatchObject({kind: "fill", number: 2, needs: []});
});

test.each([
  [
    "a candidate: its number stays used",
    candidateAt(25),
    {number: 1, live: "blue", traffic: {blue: 100}, previous: []},
  ],
  ["warm: the version before is live", warm, {number: 1, live: "blue", traffic: {blue: 100}, previous: []}],
])("the record after the rollback of %s, and no candidate in it", (_, seen, block) => {
  const shift = rollback(seen).steps.find(({kind}) => kind === "shift");
  const {revision: __, ...recorded} = (shift as unknown as {block: Record<string, unknown>}).block;
  expect(recorded).toEqual(block);
});

test("what goes down gets no request before its pods end", () => {
  const kinds = rollback(warm).steps.map(({kind}) => kind);
  expect(kinds).toEqual(["scale-up", "ready", "shift", "drain", "prune", "scale-down"]);
});
