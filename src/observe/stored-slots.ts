import type {HelmRelease, RevisionLabel} from "../helm/helm-release.ts";
import {readRevision} from "../helm/release-store.ts";
import type {Api} from "../kubernetes/api.ts";
import type {Observation} from "../release/observation.ts";

/** Where releases are stored. */
interface Store {
  readonly api: Api;
  readonly namespace: string;
}

/** Stored revisions, whole; those that went meanwhile are left out. */
export async function readAll({api, namespace}: Store, labels: readonly RevisionLabel[]): Promise<HelmRelease[]> {
  const stored = await Promise.all(labels.map((label) => readRevision(api, namespace, label)));
  return stored.filter((one) => one !== undefined);
}

/** Every revision of the two slots that Helm stores, whole. */
export function readSlots(store: Store, {release, revisions}: Observation): Promise<HelmRelease[]> {
  return readAll(
    store,
    revisions.filter((one) => one.release !== release),
  );
}
