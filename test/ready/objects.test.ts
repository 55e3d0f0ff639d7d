import {describe, expect, test} from "vitest";
import type {Deployment, Job} from "../../src/kubernetes/objects.ts";
import {deploymentReadiness} from "../../src/ready/deployment.ts";
import {jobEnded, jobReadiness} from "../../src/ready/job.ts";
import {allReady, failed, READY, waiting} from "../../src/ready/readiness.ts";
import {deployment, job, pod} from "../fixtures/worlds/objects.ts";
import {verdict} from "./verdict.ts";

const NAME = "Deployment shop-web-green";
const late = {type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded"};

test.each<[string, Deployment["status"], string]>([
  ["all there", {observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 3}, "ready"],
  [
    "nobody saw the change",
    {observedGeneration: 1, replicas: 3, updatedReplicas: 3, availableReplicas: 3},
    `waiting: ${NAME}: its controller has not seen it yet`,
  ],
  [
    "a quota admits no more pods",
    {
      observedGeneration: 2,
      conditions: [{type: "ReplicaFailure", status: "True", message: "exceeded quota: small"}],
    },
    `waiting: ${NAME}: 0/3 pods are of the new version (exceeded quota: small)`,
  ],
  ["new", undefined, `waiting: ${NAME}: its controller has not seen it yet`],
  [
    "some pods are of the version before",
    {observedGeneration: 2, replicas: 3, updatedReplicas: 1, availableReplicas: 3},
    `waiting: ${NAME}: 1/3 pods are of the new version`,
  ],
  [
    "one too many",
    {observedGeneration: 2, replicas: 4, updatedReplicas: 3, availableReplicas: 4},
    `waiting: ${NAME}: 1 pods of the version before are still there`,
  ],
  [
    "one does not answer",
    {observedGeneration: 2, replicas: 3, updatedReplicas: 3, availableReplicas: 2},
    `waiting: ${NAME}: 2/3 pods available`,
  ],
  [
    "too late",
    {observedGeneration: 2, conditions: [{...late, message: "ReplicaSet has timed out progressing."}]},
    `failed: ${NAME}: ReplicaSet has timed out progressing.`,
  ],
  [
    "too late, and nothing said",
    {observedGeneration: 2, conditions: [late]},
    `failed: ${NAME}: its progress deadline passed`,
  ],
])("a Deployment: %s", (_, status, expected) => {
  const {status: __, ...bare} = deployment("green", 3);
  expect(verdict(deploymentReadiness(status ? {...bare, status} : bare))).toBe(expected);
});

const is = (type: string, changed: object = {}): Job["status"] => ({conditions: [{type, status: "True", ...changed}]});

test.each<[string, Job["status"], string, boolean]>([
  ["no status yet", undefined, "waiting: Job shop-migrate-1 runs", false],
  ["complete", is("Complete"), "ready", true],
  [
    "failed",
    is("Failed", {reason: "BackoffLimitExceeded", message: "Job has reached the backoff limit"}),
    "failed: Job shop-migrate-1 failed: Job has reached the backoff limit",
    true,
  ],
  [
    "failed, and only a reason",
    is("Failed", {reason: "PodFailurePolicy"}),
    "failed: Job shop-migrate-1 failed: PodFailurePolicy",
    true,
  ],
  [
    "too late, and its pod still ends what it does",
    is("FailureTarget", {reason: "DeadlineExceeded", message: "Job was active longer than specified deadline"}),
    "failed: Job shop-migrate-1 did not end in time",
    false,
  ],
  [
    "not complete any more",
    {conditions: [{type: "Complete", status: "False"}]},
    "waiting: Job shop-migrate-1 runs",
    false,
  ],
])("a Job: %s", (_, status, expected, ended) => {
  expect(verdict(jobReadiness(job("shop-migrate-1", status)))).toBe(expected);
  expect(jobEnded(job("shop-migrate-1", status))).toBe(ended);
});

test("a Job says how its container ended, that it has no pod, and what its limit was", () => {
  const ended = {name: "migrate", ready: false, restartCount: 0, image: "shop:v2"};
  const oom = pod("green", "x", {
    containerStatuses: [{...ended, state: {terminated: {reason: "OOMKilled", exitCode: 137}}}],
  });
  const failure = job("shop-migrate-1", is("Failed", {reason: "BackoffLimitExceeded"}));
  expect(verdict(jobReadiness(failure, [oom]))).toBe(
    "failed: Job shop-migrate-1 failed: container migrate: OOMKilled, code 137",
  );
  const words = {reason: "StartError", exitCode: 128, message: 'exec: "python":\nexecutable file not found in $PATH'};
  const noPython = pod("green", "x", {containerStatuses: [{...ended, state: {terminated: words}}]});
  expect(verdict(jobReadiness(failure, [noPython]))).toBe(
    'failed: Job shop-migrate-1 failed: container migrate: StartError, code 128: exec: "python": executable file not found in $PATH',
  );
  expect(verdict(jobReadiness(job("shop-migrate-1"), []))).toBe("waiting: Job shop-migrate-1 has no pod yet");
  const late = job("shop-migrate-1", is("FailureTarget", {reason: "DeadlineExceeded"}));
  expect(verdict(jobReadiness({...late, spec: {...late.spec, activeDeadlineSeconds: 15}}))).toBe(
    "failed: Job shop-migrate-1 did not end in time: migrations.timeoutSeconds is 15",
  );
});

describe("the verdict over many", () => {
  test.each([
    ["one that failed decides", [waiting("a"), failed("b"), READY], "failed: b"],
    ["else the first that waits", [READY, waiting("a"), waiting("b")], "waiting: a"],
    ["all ready", [READY, READY], "ready"],
    ["nothing to wait for", [], "ready"],
  ])("%s", (_, parts, expected) => expect(verdict(allReady(parts))).toBe(expected));
});
