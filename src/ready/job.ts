import type {Condition, Job} from "../cluster/objects.ts";
import type {Readiness} from "./readiness.ts";

/** Whether the Job is complete, failed, or still has something to do. */
export function jobReadiness(job: Job): Readiness {
  if (isTrue(job, "Complete")) return {state: "ready"};
  const failed = isTrue(job, "Failed");
  if (failed) return {state: "failed", reason: `Job ${job.metadata.name} failed: ${failed.message ?? failed.reason}`};
  return {state: "waiting", reason: `Job ${job.metadata.name} runs`};
}

/** Whether nothing of the Job will run any more. */
export function jobEnded(job: Job): boolean {
  return jobReadiness(job).state !== "waiting";
}

function isTrue(job: Job, type: string): Condition | undefined {
  return job.status?.conditions?.find((condition) => condition.type === type && condition.status === "True");
}
