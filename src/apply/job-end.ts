import {ApiError, orNothing} from "../kubernetes/api-error.ts";
import type {Job, KubeList, Pod} from "../kubernetes/objects.ts";
import {collectionPath, objectPath} from "../kubernetes/paths.ts";
import {type WatchedList, watchList} from "../kubernetes/watched-list.ts";
import {jobEnded, jobPodsReadiness, jobReadiness} from "../ready/job.ts";
import {failed, type Readiness, waiting} from "../ready/readiness.ts";
import {CheckFailed} from "./check-failed.ts";
import type {Session} from "./session.ts";
import {wait} from "./wait.ts";

/** The Job's own limit comes first: it says so better than we can. */
const GRACE_SECONDS = 10;

/** How long a Job that its own limit ends is waited for. */
export function withGrace(seconds: number): number {
  return seconds + GRACE_SECONDS;
}

/** Waits until the Job has ended well; where it does not, says so in its own words. */
export async function awaitEnd(session: Session, job: Job, seconds: number): Promise<void> {
  const pods = watchList<Pod>(session.api, session.context.clock, podsPath(session, job));
  try {
    await wait(session, lookAt(session, job, pods), {timeout: seconds});
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    throw new CheckFailed(`${error.message}${await whatItSaid(session, job)}`);
  } finally {
    pods.close();
  }
}

/** Whether the Job is there and has not ended. */
export async function isAtWork({api, namespace}: Session, {metadata}: Job): Promise<boolean> {
  const now = await orNothing(api.get<Job>(objectPath("Job", namespace, metadata.name)));
  return now !== undefined && !jobEnded(now);
}

async function whatItSaid(session: Session, job: Job): Promise<string> {
  const pods = await jobPods(session, job);
  return pods.length === 0 ? whyNoPod(session, job) : lastLines(session, job);
}

/** What a Job printed last, for people. */
export async function lastLines(session: Session, job: Job): Promise<string> {
  const log = (await logOf(session, job)).trimEnd().split("\n").slice(-15).join("\n  ");
  return log && `\nlast lines:\n  ${log}`;
}

/** A Job has no place for why the API server admits no pod of it: that is told to whoever tries the same. */
async function whyNoPod({api, namespace}: Session, {metadata, spec}: Job): Promise<string> {
  const {template} = spec;
  const named = {...template.metadata, generateName: `${metadata.name}-`};
  const pod = {...template, apiVersion: "v1", kind: "Pod", metadata: named};
  try {
    await api.create(`${collectionPath("Pod", namespace)}?dryRun=All`, pod);
    return "";
  } catch (error) {
    if (error instanceof ApiError) return ` (${error.said})`;
    throw error;
  }
}

/** A Job that is soon done tells nothing; what takes longer has something to say. */
const SILENT_MILLISECONDS = 3000;

function lookAt(session: Session, job: Job, pods: WatchedList<Pod>): () => Promise<Readiness> {
  const {clock} = session.context;
  const since = clock.now().getTime();
  return async () => {
    const now = await pods.items();
    const state = await jobState(session, job, now);
    if (state.state !== "waiting" || clock.now().getTime() - since < SILENT_MILLISECONDS) return state;
    const line = (await logIn(session, now, 1)).trim();
    return line ? waiting(`${state.reason}: ${line}`) : state;
  };
}

/** Its pods tell it a second before the Job does; the Job is asked where none of them is at work. */
async function jobState(session: Session, job: Job, pods: readonly Pod[]): Promise<Readiness> {
  const {name} = job.metadata;
  const now = jobPodsReadiness(name, pods);
  if (now) return now;
  const found = await orNothing(session.api.get<Job>(objectPath("Job", session.namespace, name)));
  return found ? jobReadiness(found, pods) : failed(deleted(name));
}

function deleted(name: string): string {
  return `Job ${name} was deleted while it was waited for; what it had begun it brings to its end. Type the same command again`;
}

async function jobPods(session: Session, job: Job): Promise<readonly Pod[]> {
  return (await session.api.get<KubeList<Pod>>(podsPath(session, job))).items ?? [];
}

function podsPath({namespace}: Session, {metadata}: Job): string {
  return collectionPath("Pod", namespace, `batch.kubernetes.io/job-name=${metadata.name}`);
}

/** What a Job has printed. */
export async function logOf(session: Session, job: Job): Promise<string> {
  return logIn(session, await jobPods(session, job));
}

/** What the first of a Job's pods has printed, or the last lines of it. */
async function logIn({api, namespace}: Session, [pod]: readonly Pod[], lines?: number): Promise<string> {
  if (!pod) return "";
  const path = objectPath("Pod", namespace, pod.metadata.name, `log${lines ? `?tailLines=${lines}` : ""}`);
  return api.text(path).catch(() => "");
}
