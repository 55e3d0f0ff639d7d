import {expect, test} from "vitest";
import {type DjcdError, EXIT} from "../../src/errors.ts";
import {factsOf} from "../../src/plan/facts.ts";
import {fingerprint} from "../../src/plan/fingerprint.ts";
import type {Incoming} from "../../src/plan/incoming.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {rejecting} from "../../src/plan/reject.ts";
import {planRollback} from "../../src/plan/rollback.ts";
import {
  type Purpose,
  readSavedPlan,
  refuseChanged,
  refuseOtherPurpose,
  refuseOutOfDate,
  savedPlanText,
} from "../../src/plan/saved-plan.ts";
import {planShift} from "../../src/plan/shift.ts";
import type {Plan} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Observation} from "../../src/release/observation.ts";
import {pod} from "../fixtures/worlds/objects.ts";
import {candidateAt, helmRelease, stable, stableAtZero, warm, withSlot} from "../fixtures/worlds/worlds.ts";
import {incoming, rollback, version} from "./outcome.ts";

const AGAIN = "Make it again with --save-plan";
const purpose: Purpose = {djcd: "0.1.0", verb: "promote", release: "shop", namespace: "web"};

test.each([
  ["the order of keys", {a: 1, b: [{c: 2, d: 3}]}, {b: [{d: 3, c: 2}], a: 1}, true],
  ["a key without value", {a: 1, b: undefined}, {a: 1}, true],
  ["files of a chart", new Map([["x", Buffer.from("1")]]), new Map([["x", Buffer.from("2")]]), false],
  ["a number and its text", {a: 1}, {a: "1"}, false],
  ["the order of a list", [1, 2], [2, 1], false],
])("a fingerprint tells %s apart where it matters", (_, one, other, same) => {
  expect(fingerprint(one) === fingerprint(other)).toBe(same);
});

/** What is said of a plan that was saved in one world and is used in another. */
function verdict(saved: ReturnType<typeof factsOf>, now: ReturnType<typeof factsOf>): string {
  try {
    refuseOutOfDate("plan.json", saved, now);
    return "as it was";
  } catch (error) {
    const {code, reason, message} = error as DjcdError;
    expect({code, reason}).toEqual({code: EXIT.refused, reason: "out-of-date"});
    return message;
  }
}

const facts = (seen: Observation, plan: (seen: Observation) => Plan = planPromote) => factsOf(seen, plan(seen), "a: b");

const said = (news: string): string =>
  `the plan in plan.json is out of date: ${news} changed since it was saved. ${AGAIN}`;

const out = candidateAt(25);
const {pods} = out.slots.green;
const touched = pods.map((one) => ({
  ...one,
  metadata: {...one.metadata, resourceVersion: "99", annotations: {"cni/seen": "12:00"}},
  status: {...one.status, startTime: "12:00"},
}));
const restarted = pods.map((one) => ({
  ...one,
  status: {...one.status, containerStatuses: [{name: "web", ready: true, restartCount: 3, image: "shop:v2"}]},
}));

test.each([
  ["nothing", out, "as it was"],
  ["what changes by itself", withSlot(out, "green", {pods: touched}), "as it was"],
  ["the order of pods", withSlot(out, "green", {pods: pods.toReversed()}), "as it was"],
  [
    "a pod that is not ready any more",
    withSlot(out, "green", {pods: [...pods.slice(1), pod("green", "shop-web-green-0", {phase: "Pending"})]}),
    said("pods of green (2/2 ready then, 1/2 ready now)"),
  ],
  ["a pod that restarted", withSlot(out, "green", {pods: restarted}), said("pods of green")],
  [
    "a pod in the place of another",
    withSlot(out, "blue", {pods: [pods[0] ?? expect.fail()]}),
    said("pods of blue (2/2 ready then, 1/2 ready now)"),
  ],
  [
    "a weight that somebody wrote",
    candidateAt(25, {blue: 50, green: 50}),
    said("route (blue 75 %, green 25 % then, blue 50 %, green 50 % now)"),
  ],
  [
    "another revision of the front",
    {...out, front: {...out.front, revision: 8}},
    said("release shop (revision 7 then, revision 8 now)"),
  ],
  [
    "another candidate",
    withSlot(out, "green", {release: helmRelease("shop-green", {config: {A: "2"}, part: "slot"}, {revision: 2})}),
    said("release shop-green (revision 1 then, revision 2 now), values of green"),
  ],
  [
    "a Job",
    {
      ...out,
      runningJobs: [
        {
          apiVersion: "batch/v1",
          kind: "Job",
          metadata: {name: "shop-migrate-1"},
          spec: {template: {spec: {containers: []}}},
        },
      ],
    },
    said("migration Jobs that run (0 then, 1 now)"),
  ],
])("after %s", (_, now, expected) => expect(verdict(facts(out), facts(now))).toBe(expected));

/** What is said of a plan that was shown in one world and is agreed to in another. */
function agreed(now: Observation): string {
  try {
    refuseChanged(facts(out), facts(now));
    return "as it was";
  } catch (error) {
    const {code, reason, message} = error as DjcdError;
    expect({code, reason}).toEqual({code: EXIT.refused, reason: "out-of-date"});
    return message;
  }
}

test.each([
  ["nothing", out, "as it was"],
  ["a pod that restarted, which is a reason to go back", withSlot(out, "green", {pods: restarted}), "as it was"],
  [
    "a weight that somebody wrote",
    candidateAt(25, {blue: 50, green: 50}),
    "the release has changed since the plan was shown: route (blue 75 %, green 25 % then, blue 50 %, green 50 % now). Nothing was changed here",
  ],
  [
    "another share that somebody gave it",
    {...candidateAt(50), front: {...candidateAt(50).front, revision: 8}},
    "the release has changed since the plan was shown: release shop (revision 7 then, revision 8 now), " +
      "route (blue 75 %, green 25 % then, blue 50 %, green 50 % now). Nothing was changed here",
  ],
])("a person agreed to what was shown, and then came %s", (_, now, expected) => expect(agreed(now)).toBe(expected));

const upgrade = (changed: Partial<Incoming>, rendered = "a: b") =>
  factsOf(stableAtZero, planUpgrade(stableAtZero, incoming(changed)), rendered);

test.each([
  [
    "a value",
    upgrade({version: {...version("v2"), values: {...version("v2").values, config: {A: "2"}}}}),
    "values given",
  ],
  ["the chart under the same version", upgrade({}, "a: c"), "chart"],
  [
    "the chart's version",
    upgrade({version: {...version("v2"), chartName: "shop-1.0.1"}}),
    "chart (shop-1.0.0 then, shop-1.0.1 now)",
  ],
  ["a migration", upgrade({pending: ["shop.0002_price"]}), "migrations pending (none then, shop.0002_price now)"],
  ["the strategy", upgrade({moves: [{weight: 0}]}), "steps"],
])("%s is new", (_, now, expected) => expect(verdict(upgrade({}), now)).toBe(said(expected)));

test("a rollback to an older version names it", () => {
  const at = (values: string) => ({
    ...rollback(stable),
    steps: rollback(stable).steps.map((step) => (step.kind === "fill" ? {...step, version: version(values)} : step)),
  });
  expect(verdict(factsOf(stable, at("v1"), ""), factsOf(stable, at("v0"), ""))).toBe(said("values of #0"));
});

test("another weight is another plan", () => {
  expect(
    verdict(
      facts(out, (seen) => planShift(seen, 30)),
      facts(out, (seen) => planShift(seen, 50)),
    ),
  ).toBe(said("steps"));
});

test("what one person planned another may apply, for the same reason", () => {
  const by = (name: string, reason: string) =>
    factsOf(warm, rejecting(warm, planRollback(warm, undefined), {by: name, reason}), undefined);
  expect(verdict(by("ann", "slow"), by("bob", "slow"))).toBe("as it was");
  expect(verdict(by("ann", "slow"), by("bob", "wrong"))).toBe(said("steps"));
});

test.each([
  ["djcd", "0.2.0", "was made by djcd 0.1.0, not 0.2.0"],
  ["verb", "finish", "is one of promote, not finish"],
  ["release", "till", "is for release shop, not till"],
  ["namespace", "prod", "is for namespace web, not prod"],
])("a plan for another %s is refused", (key, value, words) => {
  expect(() => refuseOtherPurpose("plan.json", purpose, {...purpose, [key]: value})).toThrow(
    `the plan in plan.json ${words}. ${AGAIN}`,
  );
});

test("a file says what the plan does, and holds no value that a person gave", () => {
  const values = {image: {tag: "v2"}, secrets: {KEY: "s3cret-in-upgrade"}, config: {A: "plain-in-upgrade"}};
  const seen = withSlot(stableAtZero, "blue", {
    release: helmRelease("shop-blue", {part: "slot", secrets: {KEY: "s3cret-in-blue"}}),
  });
  const plan = planUpgrade(seen, incoming({version: {...version("v2"), values}, pending: ["shop.0002_price"]}));
  const text = savedPlanText({...purpose, verb: "upgrade"}, plan, factsOf(seen, plan, "A: plain-in-upgrade"));
  expect(text).not.toMatch(/s3cret|plain/);
  const saved = readSavedPlan("plan.json", text);
  expect(saved.steps.slice(0, 2)).toEqual(["migrate: shop.0002_price", "fill green with #1: shop:v2"]);
  expect(Object.keys(saved.facts)).toEqual([
    "release shop",
    "release shop-blue",
    "values of blue",
    "pods of blue",
    "release shop-green",
    "values of green",
    "pods of green",
    "route",
    "migration Jobs that run",
    "values given",
    "chart",
    "migrations pending",
    "steps",
  ]);
  expect(verdict(saved.facts, factsOf(seen, plan, "A: plain-in-upgrade"))).toBe("as it was");
});

test.each(["{}", "no JSON", "[]"])("a file with %s holds no plan", (text) => {
  expect(() => readSavedPlan("x.json", text)).toThrow("x.json holds no plan. Make one with --save-plan x.json");
});
