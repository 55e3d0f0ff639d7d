import {DjcdError} from "../errors.ts";
import type {HelmRelease, RevisionLabel} from "../helm/helm-release.ts";
import type {Deployment} from "../kubernetes/objects.ts";
import {frontValues, slotBlock} from "../release/block.ts";
import {type PerSlot, SLOTS, type Slot} from "../release/names.ts";

/** The front that a release with slots and without a front had; an error where nothing is left of it, or too much. */
export function lostFront(
  release: string,
  namespace: string,
  revisions: readonly RevisionLabel[],
  releases: PerSlot<HelmRelease | undefined>,
  deployments: readonly Deployment[],
): HelmRelease {
  const begun = revisions.find((revision) => revision.release === release);
  if (begun) throw new DjcdError(neverInstalled(begun));
  const running = SLOTS.filter((slot) => releases[slot] && deployments.some((one) => runsIn(slot, one)));
  const [live] = running;
  const lost = live && releases[live];
  if (!lost)
    throw new DjcdError(deployments.length > 0 ? notOfHelm(release, namespace) : notInstalled(release, namespace));
  if (running.length > 1) throw new DjcdError(twoWithoutFront(release));
  return frontAgain(release, live, lost, newestNumber(releases));
}

function runsIn(slot: Slot, {metadata, spec}: Deployment): boolean {
  return metadata.labels?.slot === slot && (spec.replicas ?? 1) > 0;
}

function neverInstalled({release, revision, status, secret}: RevisionLabel): string {
  return (
    `release ${release} revision ${revision} is ${status}: another Helm is at work, or was killed. ` +
    `Wait a minute; if nobody runs Helm, type: kubectl delete secret ${secret}; then install it again`
  );
}

function twoWithoutFront(release: string): string {
  return (
    `release ${release}, the front, was uninstalled, and both of its slots run: which one is live is not known any more. ` +
    `Scale the Deployments of the other one to 0, then run this again`
  );
}

/** Said of a name that no Helm release has. */
export function notInstalled(release: string, namespace: string): string {
  return (
    `release ${release} does not exist in namespace ${namespace}. ` +
    `Install it first: helm install ${release} CHART -n ${namespace}; or list what there is: helm list -n ${namespace}`
  );
}

/** Said of a name that no Helm release has, and objects of the cluster bear. */
export function notOfHelm(release: string, namespace: string): string {
  return (
    `${release} in namespace ${namespace} is no release of Helm, and its Deployments are there: a controller applies what is committed (GitOps). ` +
    "Say in which folder that is: --read FOLDER to look, --write FOLDER to change it"
  );
}

const LOST = "uninstalled";

/** The front as it has to be again after somebody uninstalled it: the slot that runs is live, and has all traffic. */
function frontAgain(release: string, live: Slot, holder: HelmRelease, number: number): HelmRelease {
  const block = {number, live, traffic: {[live]: 100}, previous: []};
  const values = frontValues(holder, block, 1);
  return {...holder, name: release, revision: 0, status: LOST, description: "", values, manifest: "", hooks: ""};
}

/** No rollout may get a number that one had before. */
function newestNumber({blue, green}: PerSlot<HelmRelease | undefined>): number {
  return Math.max(...[blue, green].map((holder) => (holder ? slotBlock(holder).number : 0)));
}

/** Whether the front is gone, and only told by its slots. */
export function isLost({status, revision}: HelmRelease): boolean {
  return status === LOST && revision === 0;
}
