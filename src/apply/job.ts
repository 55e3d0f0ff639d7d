import {asProbe, type JobObjects, jobObjects} from "../django/job-objects.ts";
import {type ProbeFacts, probeProgram, readProbe} from "../django/probe.ts";
import {collectionOf, pathOf} from "../kubernetes/any-path.ts";
import {orNothing, unlessThere} from "../kubernetes/api-error.ts";
import type {Job, KubeObject} from "../kubernetes/objects.ts";
import {collectionPath, objectPath} from "../kubernetes/paths.ts";
import type {Step, Version} from "../plan/step.ts";
import {jobEnded} from "../ready/job.ts";
import {READY, waiting} from "../ready/readiness.ts";
import {slotRelease} from "../release/names.ts";
import {CheckFailed} from "./check-failed.ts";
import {awaitEnd, isAtWork, logOf, withGrace} from "./job-end.ts";
import type {Session, WriteSession} from "./session.ts";
import {wait} from "./wait.ts";

/** Runs the pending migrations in one Job, before the slot is filled; a Job that runs already is waited for. */
export async function migrate(step: Extract<Step, {kind: "migrate"}>, session: WriteSession): Promise<void> {
  const {version, slot, seconds} = step;
  const objects = await renderJob(session, slotRelease(session.release, slot), version);
  await start(session, objects);
  await awaitMigrations(session, objects.job, seconds);
}

/** A person may wait less long than the Job may take: it is left at work then, for half a migration is worse than a late one. */
async function awaitMigrations(session: Session, job: Job, seconds: number): Promise<void> {
  const patience = Math.min(session.typedTimeout ?? Number.POSITIVE_INFINITY, withGrace(seconds));
  try {
    await awaitEnd(session, job, patience);
  } catch (error) {
    if (!(error instanceof CheckFailed) || !(await isAtWork(session, job))) throw error;
    throw new CheckFailed(`${error.message}\n${whatGoesOn(session, job, seconds)}`);
  }
}

function whatGoesOn({namespace}: Session, {metadata: {name}}: Job, seconds: number): string {
  return (
    `Job ${name} goes on by itself, for ${seconds} s from its start at most (migrations.timeoutSeconds). ` +
    `Follow it: kubectl logs -n ${namespace} -f job/${name}. The same command again waits for it`
  );
}

/** Waits for a Job that a controller makes. */
export async function awaitJob(session: Session, {metadata}: KubeObject, seconds: number): Promise<void> {
  const {api, namespace} = session;
  let job: Job | undefined;
  await wait(session, async () => {
    job = await orNothing(api.get<Job>(objectPath("Job", namespace, metadata.name)));
    return job ? READY : waiting(`Job ${metadata.name} is not there yet`);
  });
  if (job) await awaitEnd(session, job, withGrace(seconds));
}

/** Asks the new image which migrations the database lacks. */
export async function probe(session: Session, slotName: string, version: Version): Promise<ProbeFacts> {
  const objects = asProbe(await renderJob(session, slotName, version), probeProgram());
  const path = objectPath("Job", session.namespace, objects.job.metadata.name);
  try {
    await start(session, objects);
    await awaitEnd(session, objects.job, session.timeout);
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
