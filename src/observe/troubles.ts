import type {Job, Pod} from "../kubernetes/objects.ts";
import {jobReadiness} from "../ready/job.ts";
import {isReady} from "../ready/pod.ts";
import {slotReadiness} from "../ready/slot.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import {type FailedJob, type Observation, wantedPods} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";

/** What keeps a version from answering, and whose words tell more. */
export interface Trouble {
  readonly says: string;
  readonly pods: readonly Pod[];
  /** The Job that failed; nothing where pods are in trouble. */
  readonly job?: Job;
}

/** What is in trouble of a release that somebody waits for: the slot that is live, with the migrations that it waits for. */
export function troublesOf(observation: Observation): Trouble[] {
  const {live, traffic} = recordOf(observation);
  const meant = SLOTS.filter((slot) => slot === live || (traffic[slot] ?? 0) > 0);
  const slots = meant.flatMap((slot) => slotTrouble(observation, slot));
  return slots.length === 0 ? [] : [...failedJobs(observation), ...slots];
}

function slotTrouble({slots}: Observation, slot: Slot): Trouble[] {
  const observed = {...slots[slot], pods: newest(slots[slot].pods)};
  const wanted = wantedPods(observed);
  const readiness = slotReadiness(observed);
  if (observed.workloads.length === 0 || readiness.state === "ready") return [];
  const ready = observed.pods.filter(isReady).length;
  return [{says: `${slot}: ${ready}/${wanted} pods ready: ${readiness.reason}`, pods: observed.pods}];
}

/** Plain Helm rolls a Deployment, and pods of the version before may be in a trouble that is mended already. */
function newest(pods: readonly Pod[]): readonly Pod[] {
  const created = (pod: Pod): string => pod.metadata.creationTimestamp ?? "";
  const key = ({metadata: {labels}}: Pod, label: string): string => labels?.[label] ?? "";
  const latest = new Map<string, Pod>();
  for (const pod of pods.toSorted((one, other) => created(one).localeCompare(created(other))))
    latest.set(key(pod, "app.kubernetes.io/component"), pod);
  const isOfLatest = (pod: Pod): boolean => {
    const last = latest.get(key(pod, "app.kubernetes.io/component"));
    return last !== undefined && key(last, "pod-template-hash") === key(pod, "pod-template-hash");
  };
  return pods.filter(isOfLatest);
}

/** Of a release that has been live a Job that failed is the story of an attempt. */
function failedJobs(observation: Observation): Trouble[] {
  return phaseOf(observation) === "unmanaged" ? observation.failedJobs.flatMap(jobTrouble) : [];
}

function jobTrouble({job, pods}: FailedJob): Trouble[] {
  const readiness = jobReadiness(job, pods);
  return readiness.state === "ready" ? [] : [{says: readiness.reason, pods, job}];
}

/** What to type about a first version that does not come up, by what keeps it. */
export function nextInTrouble(release: string, namespace: string, troubles: readonly Trouble[]): string[] {
  const jobs = troubles.flatMap(({job}) => job ?? []);
  const secret = troubles.map(({says}) => /secret "([^"]+)" not found/.exec(says)?.[1]).find((name) => name);
  const again = `helm upgrade --install ${release} CHART -n ${namespace} -f VALUES`;
  if (secret) return [`kubectl create secret generic ${secret} -n ${namespace} --from-literal=NAME=VALUE`];
  return [...jobs.map(({metadata}) => `kubectl delete job ${metadata.name} -n ${namespace}`), again];
}
