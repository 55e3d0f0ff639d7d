import type {Session} from "../apply/session.ts";
import type {Facts, ReleaseFacts} from "../doctor/facts.ts";
import type {HelmRelease, RevisionLabel} from "../helm/helm-release.ts";
import {listReleases, listRevisions, readRevision} from "../helm/release-store.ts";
import {orHidden} from "../kubernetes/api-error.ts";
import {listObjects} from "../kubernetes/lists.ts";
import type {Gateway, GatewayClass, HttpRoute, Job, KubeObject, Lease} from "../kubernetes/objects.ts";
import {type Kind, objectPath} from "../kubernetes/paths.ts";
import {grantedRules} from "../kubernetes/review.ts";
import {notGranted, RIGHTS, rightsByCommits, rightsFor} from "../kubernetes/rights.ts";
import {keyOf, objectsIn} from "../release/manifest.ts";
import {releaseNames, SLOTS} from "../release/names.ts";
import {isPending} from "../release/observation.ts";
import {mustExist} from "../running/open-session.ts";
import {VERSION} from "../version.ts";

/** A release of the doctor's, and what is recorded of it where that is in values files. */
export interface Examined {
  readonly release: string | undefined;
  readonly files?: readonly HelmRelease[] | undefined;
}

/** Reads all that the doctor judges: of one release, or of all that are of our charts. */
export async function readFacts(session: Session, {release, files}: Examined): Promise<Facts> {
  const {api, helm, namespace, context} = session;
  const names = release === undefined ? await releasesIn(session) : [release];
  const releases = await Promise.all(names.map((name) => readRelease(session, name, files)));
  const server = await api.serverTime();
  const ours = context.clock.now();
  const rules = await grantedRules(api, namespace);
  const needed = (files ? rightsByCommits : rightsFor)(new Set(releases.flatMap(kindsOf)));
  return {
    namespace,
    helm: await helm.version(),
    kubernetes: (await api.get<{gitVersion: string}>("/version")).gitVersion,
    djcd: VERSION,
    skewSeconds: server && Math.round((ours.getTime() - server.getTime()) / 1000),
    now: server ?? ours,
    missing: rules && notGranted(needed, rules, namespace),
    hasGatewayApi: (await orHidden(api.get("/apis/gateway.networking.k8s.io/v1"))) !== undefined,
    releases: releases.filter(({deployed}) => release !== undefined || deployed.some(isOurs)),
  };
}

/** An installation that failed has made its objects, too. */
function newestOf(revisions: readonly RevisionLabel[], name: string): RevisionLabel | undefined {
  const ended = revisions.filter((one) => one.release === name && !isPending(one));
  return ended.findLast(({status}) => status === "deployed") ?? ended.at(-1);
}

function isOurs({chart}: HelmRelease): boolean {
  return chart.metadata.annotations?.["djcd.io/contract"] !== undefined;
}

function kindsOf({deployed}: ReleaseFacts): string[] {
  return RIGHTS.flatMap(({onlyWith = ""}) =>
    deployed.some(({manifest}) => manifest.includes(`\nkind: ${onlyWith}\n`)) ? [onlyWith] : [],
  );
}

/** Slots are looked at with their release. */
async function releasesIn({api, namespace}: Session): Promise<string[]> {
  const all = await listReleases(api, namespace);
  return all.filter(
    (name) => !SLOTS.some((slot) => name.endsWith(`-${slot}`) && all.includes(name.slice(0, -slot.length - 1))),
  );
}

async function readRelease(
  session: Session,
  name: string,
  files: readonly HelmRelease[] | undefined,
): Promise<ReleaseFacts> {
  const {api, namespace} = session;
  const {revisions, deployed} = files ? {revisions: [], deployed: files} : await readStored(session, name);
  const routes = await list<HttpRoute>(session, "HTTPRoute", name);
  return {
    name,
    revisions,
    deployed,
    jobs: jobsOf(await list<Job>(session, "Job", name), files),
    objects: await readObjects(session, name),
    ...(await readGateway(
      session,
      routes.find(({metadata}) => metadata.labels?.["djcd.io/role"] === "route"),
    )),
    lease: await orHidden(api.get<Lease>(objectPath("Lease", namespace, `djcd-${name}`))),
  };
}

/** What Helm records of a release. */
async function readStored(session: Session, name: string): Promise<Pick<ReleaseFacts, "revisions" | "deployed">> {
  const {api, namespace} = session;
  await mustExist(session, name);
  const names = releaseNames(name);
  const revisions = await listRevisions(api, namespace, names);
  const newest = names.flatMap((one) => newestOf(revisions, one) ?? []);
  const deployed = await Promise.all(newest.map((label) => readRevision(api, namespace, label)));
  return {revisions, deployed: deployed.filter((one) => one !== undefined)};
}

/** The Jobs that a values file renders are no leftovers: its controller keeps them. */
function jobsOf(jobs: readonly Job[], files: readonly HelmRelease[] = []): readonly Job[] {
  const rendered = new Set(files.flatMap(({manifest}) => objectsIn(manifest)).map(keyOf));
  return jobs.filter((job) => !rendered.has(`Job/${job.metadata.name}`));
}

const OWN_KINDS = [
  ...["ConfigMap", "Deployment", "HTTPRoute", "HorizontalPodAutoscaler", "Ingress", "PodDisruptionBudget"],
  ...["Secret", "Service", "ServiceAccount"],
] as Kind[];

/** What a migration Job reads belongs to it, and is told with it. */
async function readObjects(session: Session, name: string): Promise<readonly KubeObject[]> {
  const lists = await Promise.all(OWN_KINDS.map((kind) => list<KubeObject>(session, kind, name)));
  return lists.flat().filter(({metadata}) => !metadata.ownerReferences);
}

async function list<T>({api, namespace}: Session, kind: Kind, name: string): Promise<readonly T[]> {
  return (await orHidden(listObjects<T>(api, kind, namespace, `app.kubernetes.io/instance=${name}`))) ?? [];
}

async function readGateway({api}: Session, route: HttpRoute | undefined) {
  const parent = route?.spec.parentRefs?.[0];
  const namespace = parent?.namespace ?? route?.metadata.namespace ?? "";
  const gateway = parent && (await orHidden(api.get<Gateway>(objectPath("Gateway", namespace, parent.name))));
  const classPath = `/apis/gateway.networking.k8s.io/v1/gatewayclasses/${gateway?.spec.gatewayClassName}`;
  const gatewayClass = gateway && (await orHidden(api.get<GatewayClass>(classPath)));
  return {route, gateway, gatewayClass};
}
