import type {Session} from "../apply/session.ts";
import {NO_TURN} from "../apply/turn.ts";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import {openHelm} from "../helm/helm.ts";
import type {RevisionLabel} from "../helm/helm-release.ts";
import {listReleases, listRevisions, readRevision} from "../helm/release-store.ts";
import {type Api, connect} from "../kubernetes/api.ts";
import {loadKubeConfig} from "../kubernetes/kubeconfig.ts";
import {listNames} from "../kubernetes/lists.ts";
import {loginEnds} from "../kubernetes/login.ts";
import {type HelmSettings, helmSettings} from "../kubernetes/settings.ts";
import {userAtHost} from "../kubernetes/user.ts";
import {notInstalled, notOfHelm} from "../observe/lost-front.ts";
import {releaseNames} from "../release/names.ts";
import {originOf} from "../release/origin.ts";
import {readDuration, readUrl} from "../typed/read-flags.ts";

interface SessionOptions {
  readonly output?: string | undefined;
  readonly timeout?: string | undefined;
  readonly probeUrl?: string | undefined;
  readonly reason?: string | undefined;
}

/** One namespace of a cluster. */
interface Place {
  readonly settings: HelmSettings;
  readonly api: Api;
  readonly namespace: string;
  /** When the login ends by itself, where that is known. */
  readonly loginEnds: Date | undefined;
  /** The namespace that a person means who names none. */
  readonly usual: string;
}

/** Connects to the cluster that the environment names. */
export function openCluster({env}: Context): Place {
  const settings = helmSettings(env);
  const config = loadKubeConfig(settings);
  const usual = config.getContextObject(config.currentContext)?.namespace ?? "default";
  const api = connect(config, settings);
  const user = config.getCurrentUser();
  return {settings, api, namespace: settings.namespace ?? usual, loginEnds: user ? loginEnds(user) : undefined, usual};
}

/** Connects to the cluster and to the Helm that the environment names. */
export async function openSession(context: Context, options: SessionOptions): Promise<Session> {
  const {output, timeout, probeUrl, reason} = options;
  const seconds = readDuration("--timeout", timeout ?? "5m");
  if (probeUrl !== undefined) readUrl("--probe-url", probeUrl);
  const origin = originOf(context.env, userAtHost(), reason);
  const {settings, api, namespace, loginEnds: ends, usual} = openCluster(context);
  const stream = output === "json" ? context.stderr : context.stdout;
  return {
    context,
    api,
    helm: openHelm(settings.helm, namespace, context.env, versionAskedOnce(api)),
    namespace,
    timeout: seconds,
    typedTimeout: timeout === undefined ? undefined : seconds,
    probeUrl,
    origin,
    loginEnds: ends,
    turn: NO_TURN,
    asTyped: (command) => (namespace === usual ? command : command.replace(/^helm djcd/, `helm -n ${namespace} djcd`)),
    says: (line) => void stream.write(`${line}\n`),
  };
}

/** A plan renders a chart several times, each time for the same Kubernetes. */
function versionAskedOnce(api: Api): () => Promise<string> {
  let asked: Promise<{gitVersion: string}> | undefined;
  return async () => {
    asked ??= api.get("/version");
    return (await asked).gitVersion;
  };
}

/** A name that nobody installed shall not leave a lock behind. Gives the stored revisions of the release. */
export async function mustExist({api, namespace}: Session, release: string): Promise<readonly RevisionLabel[]> {
  const revisions = await listRevisions(api, namespace, releaseNames(release));
  if (revisions.length > 0) return revisions;
  const isThere = (await deploymentsOf(api, namespace, release)).length > 0;
  throw new DjcdError(isThere ? notOfHelm(release, namespace) : notInstalled(release, namespace));
}

/** Names of the Deployments that bear the label of a release, whoever made them. */
export function deploymentsOf(api: Api, namespace: string, release: string): Promise<readonly string[]> {
  return listNames(api, "Deployment", namespace, `app.kubernetes.io/instance=${release}`);
}

/** The release that a person named, or the only one of the namespace: managed, or else as it was installed. */
export async function releaseNamed(session: Session, name: string | undefined): Promise<string> {
  if (name !== undefined) return checkedName(name);
  const {api, namespace} = session;
  const names = await listReleases(api, namespace);
  const managed = managedAmong(names);
  const found = managed.length > 0 ? managed : await oursAmong(session, names);
  if (found.length === 1) return found[0] as string;
  const what = managed.length > 0 ? "managed release" : "release of a djcd chart";
  const how = found.length === 0 ? `no ${what}` : `more than one ${what} (${found.join(", ")})`;
  throw new DjcdError(`namespace ${namespace} holds ${how}: name the one you mean, as in: helm djcd status shop`);
}

/** Releases of our charts, whatever became of their installation. */
async function oursAmong({api, namespace}: Session, names: readonly string[]): Promise<string[]> {
  const labels = await listRevisions(api, namespace, names);
  const newest = names.flatMap((name) => labels.findLast(({release}) => release === name) ?? []);
  const stored = await Promise.all(newest.map((label) => readRevision(api, namespace, label)));
  return stored.flatMap((one) => (one?.chart.metadata.annotations?.["djcd.io/contract"] ? [one.name] : []));
}

/** Helm's rule for the name of a release; an empty one is a variable of a script that nobody set. */
export function checkedName(name: string): string {
  if (/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name) && name.length <= 53) return name;
  throw new DjcdError(
    `"${name}" cannot be the name of a release: at most 53 lower-case letters, digits, dashes and dots. List what there is: helm list`,
  );
}

/** Releases that have slots, by the slots: the front may have been uninstalled. */
function managedAmong(names: readonly string[]): string[] {
  const bases = names.filter((name) => /-(blue|green)$/.test(name)).map((name) => name.replace(/-(blue|green)$/, ""));
  return [...new Set(bases)];
}
