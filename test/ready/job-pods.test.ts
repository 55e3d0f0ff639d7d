import {expect, test} from "vitest";
import type {Pod} from "../../src/kubernetes/objects.ts";
import {jobPodsReadiness} from "../../src/ready/job.ts";
import {pod} from "../fixtures/worlds/objects.ts";
import {verdict} from "./verdict.ts";

const ended = pod("green", "x", {phase: "Succeeded"});
const broken = pod("green", "x", {phase: "Failed"});
const atWork = pod("green", "x", {phase: "Running"});
const leaving = {...atWork, metadata: {...atWork.metadata, deletionTimestamp: "2026-11-25T10:00:00Z"}};
const status = {name: "migrate", ready: false, restartCount: 0, image: "", state: {waiting: {reason: "ErrImagePull"}}};
const hopeless = pod("green", "x", {phase: "Pending", containerStatuses: [status]});

test.each<[string, readonly Pod[], string | undefined]>([
  ["one succeeded: the Job says so a second later", [ended], "ready"],
  ["one succeeded after another failed", [broken, ended], "ready"],
  ["one is at work", [broken, atWork], "waiting: Job shop-migrate-1 runs"],
  ["one will never start", [hopeless], "failed: pod x, container migrate: ErrImagePull"],
  ["none is at work: the Job knows whether another one comes", [broken], undefined],
  ["one is stopped: the Job knows why", [leaving], undefined],
  ["there is none yet", [], undefined],
])("what the pods of a Job tell: %s", (_, pods, expected) => {
  const readiness = jobPodsReadiness("shop-migrate-1", pods);
  expect(readiness && verdict(readiness)).toBe(expected);
});
