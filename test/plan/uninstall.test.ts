import {expect, test} from "vitest";
import {describeStep} from "../../src/plan/describe.ts";
import {putRight} from "../../src/plan/put-right.ts";
import {planUninstall} from "../../src/plan/uninstall.ts";
import {stable, unmanaged, withSlot} from "../fixtures/worlds/worlds.ts";

const stored = (...releases: readonly string[]) =>
  releases.map((release) => ({release, revision: 1, status: "deployed", secret: `${release}.v1`}));

test.each([
  [
    "slots first and the front last",
    {...stable, revisions: stored("shop", "shop-blue", "shop-green")},
    "shop-blue shop-green - shop",
  ],
  ["what a kill left of it", {...stable, revisions: stored("shop", "shop-green")}, "shop-green - shop"],
  ["a plain installation", {...unmanaged, revisions: stored("shop")}, "- shop"],
])("uninstall: %s", (_, seen, expected) => {
  const {steps} = planUninstall(seen);
  const brief = steps.map((step) => (step.kind === "uninstall" ? step.name : "-")).join(" ");
  expect(brief).toBe(expected);
  expect(steps.map(describeStep)).toContain("remove the migration Jobs and the ledger");
});

test("nothing is put right first", () => {
  const seen = withSlot({...stable, revisions: stored("shop")}, "green", {release: undefined});
  const plan = planUninstall(seen);
  expect(putRight(seen, plan)).toBe(plan);
});

const HOOKS = ["test", "pre-delete"]
  .map((event) =>
    JSON.stringify({
      apiVersion: "v1",
      kind: "Pod",
      metadata: {name: `shop-${event}`, annotations: {"helm.sh/hook": event}},
    }),
  )
  .join("\n---\n");

test("hooks of the team's own run once, those of the version that is live; what helm test left goes too", () => {
  const revisions = stored("shop", "shop-blue", "shop-green");
  const all = [...(["blue", "green"] as const)].reduce((seen, slot) => {
    const {release} = seen.slots[slot];
    return withSlot(seen, slot, {release: release && {...release, hooks: HOOKS}});
  }, stable);
  const plan = planUninstall({...all, revisions, front: {...stable.front, hooks: HOOKS}});
  expect(plan.steps.map(describeStep)).toEqual([
    "uninstall release shop-blue",
    "uninstall release shop-green, and run its hooks: Pod/shop-pre-delete (pre-delete)",
    "remove the migration Jobs and the ledger, and what helm test left: Pod/shop-test",
    "uninstall release shop",
  ]);
});
