import type {Condition, Job, Pod} from "../kubernetes/objects.ts";
import {endText, podReadiness} from "./pod.ts";
import {failed, READY, type Readiness, waiting} from "./readiness.ts";

/** Whether the Job is complete, failed, or still has something to do; its pods tell how it ended. */
export function jobReadiness(job: Job, pods?: readonly Pod[]): Readiness {
  const {name} = job.metadata;
  if (isTrue(job, "Complete")) return READY;
  // A Job that has failed is Failed only when its pods have ended, and a migration takes its time to.
  const failure = isTrue(job, "Failed") ?? isTrue(job, "FailureTarget");
  if (!failure) return waiting(`Job ${name} ${pods?.length === 0 ? "has no pod yet" : "runs"}`);
  if (failure.reason === "DeadlineExceeded") return failed(`Job ${name} did not end in time${limit(job)}`);
  return failed(`Job ${name} failed: ${howItEnded(pods) ?? failure.message ?? failure.reason}`);
}

/**
 * What the pods of a Job tell of it by themselves: one that succeeded ends it, and the Job says so a second later;
 * nothing where none is at work, for only the Job knows whether there will be another.
 */
export function jobPodsReadiness(name: string, pods: readonly Pod[]): Readiness | undefined {
  if (pods.some(({status}) => status?.phase === "Succeeded")) return READY;
  const atWork = pods.filter(({metadata, status}) => !metadata.deletionTimestamp && status?.phase !== "Failed");
  const hopeless = atWork.map(podReadiness).find(({state}) => state === "failed");
  return hopeless ?? (atWork.length > 0 ? waiting(`Job ${name} runs`) : undefined);
}

/** Whether nothing of the Job will run any more. */
export function jobEnded(job: Job): boolean {
  return isTrue(job, "Complete") !== undefined || isTrue(job, "Failed") !== undefined;
}

/** Whether it has failed for good. */
export function jobFailed(job: Job): boolean {
  return isTrue(job, "Failed") !== undefined;
}

function limit({spec}: Job): string {
  return spec.activeDeadlineSeconds ? `: migrations.timeoutSeconds is ${spec.activeDeadlineSeconds}` : "";
}

/** Kubernetes says no more than that it tried often enough. */
function howItEnded(pods: readonly Pod[] = []): string | undefined {
  const containers = pods.flatMap(({status}) => status?.containerStatuses ?? []);
  const bad = containers.find(({state}) => (state?.terminated?.exitCode ?? 0) !== 0);
  const end = bad?.state?.terminated;
  return end && `container ${bad.name}: ${endText(end)}`;
}

function isTrue(job: Job, type: string): Condition | undefined {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === "True");
}
