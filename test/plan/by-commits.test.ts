import {expect, test} from "vitest";
import type {Values} from "../../src/helm/helm-release.ts";
import {changedByHands} from "../../src/observe/changed-by-hands.ts";
import {byCommits, refuseUncommitted, wayBackByCommits} from "../../src/plan/by-commits.ts";
import type {Plan} from "../../src/plan/step.ts";
import {planUpgrade} from "../../src/plan/upgrade.ts";
import {planWayBack} from "../../src/plan/way-back.ts";
import {sealed} from "../../src/release/committed.ts";
import {SLOTS} from "../../src/release/names.ts";
import type {Observation} from "../../src/release/observation.ts";
import {candidateAt, stable, stableAtZero, warm, withSlot} from "../fixtures/worlds/worlds.ts";
import {incoming, outcome, rollback, VERBS, type Verb} from "./outcome.ts";

/** The same world with values files as its record: each as djcd wrote it, the idle slot idle. */
function committed(seen: Observation, changed: Readonly<Record<string, Values>> = {}): Observation {
  const written = (file: string, release: Observation["front"], more: object) => {
    const rollout = {...(release.values.rollout as Values), required: true, ...more};
    const {rollout: seal} = sealed({...release.values, rollout}, release.chart);
    return {...release, values: {...release.values, ...changed[file], rollout: seal}};
  };
  const front = written("front", seen.front, {});
  return SLOTS.reduce<Observation>(
    (all, slot) => {
      const {release, pods} = seen.slots[slot];
      const idle = pods.length === 0 ? {idle: true} : {};
      return release ? withSlot(all, slot, {release: written(slot, release, idle)}) : all;
    },
    {...seen, front},
  );
}

const steps = (seen: Observation, plan: () => Plan): string => outcome(() => byCommits(seen, plan()));

const idleGreen = withSlot(stableAtZero, "green", {release: stable.slots.blue.release});

test.each<readonly [Verb, string, Observation, string]>([
  [
    "upgrade",
    "stable",
    committed(stable),
    "fill blue #2, ready blue, blue=25/green=75, pause 120, ready blue, blue=50/green=50, pause 120, ready blue, blue=100/green=0",
  ],
  ["shift 25", "candidate", committed(candidateAt(5)), "ready green, blue=75/green=25"],
  ["promote", "candidate", committed(candidateAt(25)), "ready green, blue=0/green=100"],
  ["rollback", "candidate", committed(candidateAt(25)), "blue=100, drain green, scale-down green"],
  ["rollback", "warm", committed(warm), "ready blue, blue=100, drain green, scale-down green"],
  ["rollback", "stable", committed(stable), "fill blue #2, ready blue, blue=100/green=0"],
  ["finish", "warm", committed(warm), "green=100, drain blue, scale-down blue"],
])("%s of a release that is %s", (verb, _, seen, expected) => {
  expect(steps(seen, () => VERBS[verb](seen, undefined))).toBe(expected);
});

test("the slot's own Job migrates: it is waited for when the slot is filled, before its pods are", () => {
  const seen = committed(stable);
  const plan = () => planUpgrade(seen, incoming({pending: ["shop.0002_price"]}));
  expect(steps(seen, plan)).toMatch(/^fill blue #2, migrate blue, ready blue, /);
});

test("a slot that was filled and is not there yet is no reason to fill it again, and goes down on the way back", () => {
  const filled = committed(withSlot(idleGreen, "green", {release: candidateAt(0).slots.green.release, pods: []}), {});
  const {release} = filled.slots.green;
  const meant = {
    ...release,
    values: {...release?.values, rollout: {...(release?.values.rollout as Values), idle: false}},
  };
  const seen = withSlot(filled, "green", {release: meant as Observation["front"]});
  expect(steps(seen, () => VERBS.again(seen, "filled"))).toMatch(/^ready green, blue=75/);
  expect(steps(seen, () => planWayBack(seen, 0))).toBe("drain green, scale-down green");
  expect(steps(seen, () => rollback(seen))).toBe("blue=100, drain green, scale-down green");
});

test("all traffic that was only written for a version, and refused, is written back; where it came it stays", () => {
  const seen = committed(warm);
  const back = (isRefused: boolean): string => outcome(() => wayBackByCommits(seen, 1, isRefused));
  expect(back(true)).toBe("ready blue, blue=100, drain green, scale-down green");
  expect(back(false)).toMatch(/^says: /);
  const candidate = committed(candidateAt(25));
  expect(outcome(() => wayBackByCommits(candidate, 1, true))).toBe("blue=100, drain green, scale-down green");
});

test("a front that is not as the live slot's file, which the team may edit, is written again", () => {
  const seen = committed(stable, {green: {hosts: ["new.example.com"]}});
  expect(steps(seen, () => VERBS.finish(seen))).toBe("green=100");
  expect(steps(committed(stable), () => VERBS.finish(committed(stable)))).toMatch(/^says: /);
});

test("what hands change is told by name while a rollout is out, and is the team's between two", () => {
  const hands = {blue: {hosts: ["new.example.com"]}, green: {image: {tag: "v9"}}};
  expect(changedByHands(committed(candidateAt(25)))).toEqual([]);
  expect(changedByHands(committed(candidateAt(25), hands))).toEqual(["blue", "green"]);
  expect(changedByHands(committed(warm, {front: {router: "service"}}))).toEqual(["front"]);
  expect(changedByHands(committed(stable, hands))).toEqual([]);
});

test("a file that djcd never wrote has no seal to break", () => {
  expect(changedByHands(candidateAt(25))).toEqual([]);
});

test("a route that no file describes is refused", () => {
  const seen = committed(stable, {green: {router: "existing"}});
  expect(() => refuseUncommitted(seen)).toThrow(
    "router existing is an HTTPRoute of your own, which no values file describes: its weights cannot move by commits. Set router: gateway-api",
  );
  expect(() => refuseUncommitted(committed(stable))).not.toThrow();
});
