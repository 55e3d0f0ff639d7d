import {expect, test} from "vitest";
import {planFinish} from "../../src/plan/finish.ts";
import {planPromote} from "../../src/plan/promote.ts";
import {putRight} from "../../src/plan/put-right.ts";
import {nothingToDo, type Plan} from "../../src/plan/step.ts";
import type {Observation} from "../../src/release/observation.ts";
import {manifest, withManifest} from "../fixtures/worlds/manifests.ts";
import {deployment} from "../fixtures/worlds/objects.ts";
import {candidateAt, helmRelease, killed, stable, unmanaged, warm, withSlot} from "../fixtures/worlds/worlds.ts";
import {brief, outcome, rollback} from "./outcome.ts";

const idle = nothingToDo("shop", "nothing to do");

const steps = (seen: Observation, plan: Plan = idle): string => putRight(seen, plan).steps.map(brief).join(", ");

/** Every object of the world exists but one. */
const without = (seen: Observation, gone: string): Observation => {
  const all = manifest("blue").concat(manifest("green"), ["HTTPRoute/shop", "Service/shop-live"]);
  return {...seen, present: new Set(all.filter((key) => key !== gone))};
};

const runsOther = (seen: Observation, slot: "blue" | "green"): Observation => {
  const changed = deployment(slot, 2);
  const containers = [{name: "web", image: "shop:hotfix"}];
  const workloads = [{...changed, spec: {...changed.spec, template: {spec: {containers}}}}];
  return withSlot(seen, slot, {workloads});
};

const stale = {...stable, front: helmRelease("shop", {...stable.front.values, image: {tag: "v0"}})};

test.each<readonly [string, Observation, Plan, string]>([
  [
    "promote killed between route and record: back to what is recorded",
    killed["promote, route moved and not recorded"],
    idle,
    "blue=75/green=25",
  ],
  ["a share that somebody set by hand", candidateAt(25, {blue: 50, green: 50}), idle, "blue=75/green=25"],
  [
    "a plan that moves traffic sets the share itself",
    candidateAt(25, {blue: 50, green: 50}),
    planPromote(candidateAt(25)),
    "ready green, blue=0/green=100",
  ],
  ["candidate, as recorded", candidateAt(25), idle, ""],
  ["stable, as recorded", stable, idle, ""],
  ["warm, as recorded", warm, idle, ""],
  ["not yet managed", unmanaged, idle, ""],
  ["a route that somebody deleted", {...stable, route: {...stable.route, objects: []}}, idle, "green=100"],
  ["a front that holds another version than the live slot", stale, idle, "green=100"],
  [
    "an object of live that somebody deleted",
    without(withManifest(stable), "Service/shop-green"),
    idle,
    "restore green",
  ],
  ["nothing is missing", without(withManifest(stable), "nothing"), idle, ""],
  [
    "a live slot that somebody uninstalled",
    withSlot(stable, "green", {release: undefined}),
    planFinish(stable),
    "restore green",
  ],
  [
    "an object of the version before, in a rollback to it",
    without(withManifest(warm), "Service/shop-blue"),
    rollback(warm),
    "restore blue, scale-up blue, ready blue, blue=100, drain green, prune green, scale-down green",
  ],
  [
    "another image in the version before, in a rollback to it",
    runsOther(withManifest(warm), "blue"),
    rollback(warm),
    "restore blue, scale-up blue, ready blue, blue=100, drain green, prune green, scale-down green",
  ],
  ["another image in live is told, and not touched", runsOther(withManifest(stable), "green"), idle, ""],
])("put right: %s", (_, seen, plan, expected) => expect(steps(seen, plan)).toBe(expected));

test("a candidate that takes traffic and runs what nobody recorded is not promoted", () => {
  const seen = runsOther(withManifest(candidateAt(25)), "green");
  expect(outcome(() => putRight(seen, planPromote(seen)))).toBe(
    "refused: Deployment/shop-web-green runs shop:hotfix, recorded is shop:v1: somebody changed it, and it takes 25 % of the traffic. " +
      "To withdraw it, type: helm djcd rollback shop; then release it anew",
  );
});
