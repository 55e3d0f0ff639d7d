import {asProbe, type JobObjects, jobObjects} from "../django/job-objects.ts";
import {type ProbeFacts, probeProgram, readProbe} from "../django/probe.ts";
import {collectionOf, pathOf} from "../kubernetes/any-path.ts";
import {ApiError, orNothing, unlessThere} from "../kubernetes/api.ts";
import type {Job, KubeList, KubeObject, Pod} from "../kubernetes/objects.ts";
import {collectionPath, objectPath} from "../kubernetes/paths.ts";
import type {Step, Version} from "../plan/step.ts";
import {jobEnded, jobPodsReadiness, jobReadiness} from "../ready/job.ts";
import {READY, type Readiness, waiting} from "../ready/readiness.ts";
import {slotRelease} from "../release/names.ts";
import {CheckFailed} from "./check-failed.ts";
import type {Session, WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

/** The Job's own limit comes first: it says so better than we can. */
const GRACE_SECONDS = 10;

/** Runs the pending migrations in one Job, before the slot is filled; a Job that runs already is waited for. */
export async function migrate(step: Extract<Step, {kind: "migrate"}>, session: WriteSession): Promise<void> {
  const {version, slot, seconds} = step;
  const objects = await renderJob(session, slotRelease(session.release, slot), version);
  await start(session, objects);
  await finish(session, objects.job, seconds + GRACE_SECONDS);
}

/** Waits for a Job that a controller makes. */
export async function awaitJob(session: Session, {metadata}: KubeObject, seconds: number): Promise<void> {
  const {api, namespace} = session;
  let job: Job | undefined;
  await wait(session, async () => {
    job = await orNothing(api.get<Job>(objectPath("Job", namespace, metadata.name)));
    return job ? READY : waiting(`Job ${metadata.name} is not there yet`);
  });
  if (job) await finish(session, job, seconds + GRACE_SECONDS);
}

/** Asks the new image which migrations the database lacks. */
export async function probe(session: Session, slotName: string, version: Version): Promise<ProbeFacts> {
  const objects = asProbe(await renderJob(session, slotName, version), probeProgram());
  const path = objectPath("Job", session.namespace, objects.job.metadata.name);
  try {
    await start(session, objects);
    await finish(session, objects.job, session.timeout);
    return readProbe(await logOf(session, objects.job));
  } finally {
    await orNothing(session.api.remove(path));
  }
}

async function renderJob({helm}: Session, slotName: string, {chart, values}: Version): Promise<JobObjects> {
  return jobObjects(await helm.template(slotName, chart, {...values, part: "job"}));
}

/** Makes what the Job reads, then the Job; what it reads belongs to it and goes with it, also where it runs already. */
async function start(session: Session, objects: JobObjects): Promise<void> {
  const {job, needs} = objects;
  const {api, namespace} = session;
  const path = objectPath("Job", namespace, job.metadata.name);
  const before = await orNothing(api.get<Job>(path));
  const isAtWork = before !== undefined && !jobEnded(before);
  if (before && !isAtWork) await removeWhole(session, path);
  await own(session, isAtWork ? before : await make(session, objects), needs);
}

async function make(session: Session, {job, needs}: JobObjects): Promise<Job> {
  for (const object of needs) await replaceObject(session, object);
  return session.api.create<Job>(collectionPath("Job", session.namespace), job);
}

async function own({api, namespace}: Session, {metadata}: Job, needs: JobObjects["needs"]): Promise<void> {
  const owner = {apiVersion: "batch/v1", kind: "Job", name: metadata.name, uid: metadata.uid};
  for (const object of needs) {
    const path = await pathOf(api, namespace, object);
    if (path) await orNothing(api.patch(path, "merge-patch", {metadata: {ownerReferences: [owner]}}));
  }
}

async function removeWhole({api, context}: Session, path: string): Promise<void> {
  await orNothing(api.remove(path));
  for (let tries = 0; tries < 100 && (await orNothing(api.get(path))); tries++) await context.clock.sleep(100);
}

async function replaceObject({api, namespace}: Session, object: JobObjects["needs"][number]): Promise<void> {
  const path = await pathOf(api, namespace, object);
  if (!path) return;
  const collection = collectionOf(path);
  if (await unlessThere(api.create(collection, object))) return;
  await orNothing(api.remove(path));
  await api.create(collection, object);
}

async function finish(session: Session, job: Job, seconds: number): Promise<void> {
  try {
    await wait(session, () => jobState(session, job), {timeout: seconds});
  } catch (error) {
    if (!(error instanceof CheckFailed)) throw error;
    throw new CheckFailed(`${error.message}${await whatItSaid(session, job)}`);
  }
}

async function whatItSaid(session: Session, job: Job): Promise<string> {
  const pods = await jobPods(session.api, session.namespace, job.metadata.name);
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

/** Its pods tell it a second before the Job does; the Job is asked where none of them is at work. */
async function jobState({api, namespace}: Session, {metadata: {name}}: Job): Promise<Readiness> {
  const pods = await jobPods(api, namespace, name);
  const now = jobPodsReadiness(name, pods);
  return now ?? jobReadiness(await api.get<Job>(objectPath("Job", namespace, name)), pods);
}

async function jobPods(api: Session["api"], namespace: string, name: string): Promise<readonly Pod[]> {
  const list = await api.get<KubeList<Pod>>(collectionPath("Pod", namespace, `batch.kubernetes.io/job-name=${name}`));
  return list.items ?? [];
}

async function logOf({api, namespace}: Session, {metadata}: Job): Promise<string> {
  const [pod] = await jobPods(api, namespace, metadata.name);
  if (!pod) return "";
  return api.text(objectPath("Pod", namespace, pod.metadata.name, "log")).catch(() => "");
}
