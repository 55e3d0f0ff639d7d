import {expect, test} from "vitest";
import {byCommits} from "../../src/plan/by-commits.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {tellOfSize} from "../../src/plan/size.ts";
import type {Plan} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import type {Observation} from "../../src/release/observation.ts";
import {deployment} from "../fixtures/worlds/objects.ts";
import {candidateAt, stableAtZero, unmanaged, withSlot} from "../fixtures/worlds/worlds.ts";
import {incoming, version} from "./outcome.ts";

/** The same world, where live has so many pods in blue and its version says 2. */
function grown(observation: Observation, pods: number): Observation {
  const manifest = JSON.stringify(deployment("blue", 2));
  const {release} = observation.slots.blue;
  const seen = withSlot(observation, "blue", {
    workloads: [deployment("blue", pods)],
    ...(release && {release: {...release, manifest}}),
  });
  return {...seen, front: {...seen.front, manifest}};
}

const asLarge = "green is made as large as live: shop-web-blue has 6 pods, where its version says 2";
const keeps = "blue keeps the pods that somebody gave it";
const upgrade = (observation: Observation): Plan => planUpgrade(observation, incoming({}));
const settings = (observation: Observation): Plan => planUpgrade(observation, incoming({settings: version("v1")}));

test.each<[what: string, observation: Observation, plan: (observation: Observation) => Plan, said: string[]]>([
  ["an upgrade, where somebody scaled live", grown(stableAtZero, 6), upgrade, [asLarge]],
  ["an upgrade, where live is as its version says", grown(stableAtZero, 2), upgrade, []],
  ["an upgrade, where live has fewer", grown(stableAtZero, 1), upgrade, []],
  ["a promotion, where somebody scaled live meanwhile", grown(candidateAt(25), 6), planPromote, [asLarge]],
  ["a hand-over of what somebody scaled", grown(unmanaged, 6), upgrade, [keeps, asLarge]],
  ["other settings for what somebody scaled", grown(stableAtZero, 6), settings, [keeps]],
])("the plan says the size that a slot gets or keeps: %s", (_, observation, plan, said) => {
  const made = plan(observation);
  expect(tellOfSize(observation, made).says).toEqual([...made.says, ...said]);
});

test("and where values files are the record", () => {
  const seen = grown(candidateAt(25), 6);
  expect(byCommits(seen, tellOfSize(seen, planPromote(seen))).says).toContain(asLarge);
});
