import {expect, test} from "vitest";
import type {Scalable} from "../../src/kubernetes/objects.ts";
import {planFinish} from "../../src/plan/finish.ts";
import {tellOfOwn} from "../../src/plan/own.ts";
import {planShift} from "../../src/plan/shift.ts";
import {candidateAt, warm, withSlot} from "../fixtures/worlds/worlds.ts";
import {rollback} from "./outcome.ts";

const worker = (slot: string): Scalable => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: {name: `worker-${slot}`},
  spec: {replicas: 1},
});

const withWorkers = (seen: typeof warm) =>
  withSlot(withSlot(seen, "blue", {own: [worker("blue")]}), "green", {own: [worker("green")]});

const back = [
  "Deployment/worker-blue, of your own templates, comes up with blue",
  "Deployment/worker-green, of your own templates, goes down with green",
];

test.each([
  ["finish", withWorkers(warm), planFinish, ["Deployment/worker-blue, of your own templates, goes down with blue"]],
  ["rollback", withWorkers(warm), rollback, back],
  ["shift", withWorkers(candidateAt(25)), (seen: typeof warm) => planShift(seen, 50), []],
  ["finish, where there are none", warm, planFinish, []],
] as const)("a plan names the team's own workloads that go up or down: %s", (_, seen, plan, expected) => {
  const made = plan(seen);
  expect(tellOfOwn(seen, made).says.slice(made.says.length)).toEqual(expected);
});
