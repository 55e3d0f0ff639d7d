import type {Context} from "../context.ts";
import {decodeRelease, type HelmRelease} from "../helm/helm-release.ts";
import {METADATA_ONLY} from "../kubernetes/lists.ts";
import type {KubeList, KubeObject, KubeSecret} from "../kubernetes/objects.ts";
import {collectionPath} from "../kubernetes/paths.ts";
import {partOf, slotBlock} from "../release/block.ts";
import {imageOf} from "../release/computed-values.ts";
import {SLOTS, slotRelease} from "../release/names.ts";
import {openCluster} from "../running/open-session.ts";
import type {Candidate} from "./wanted.ts";

const INSTANCE = "app.kubernetes.io/instance";

/** Releases of charts that djcd generated, managed or not: each has one live Service. */
export async function findReleases(context: Context): Promise<Candidate[]> {
  const {api, namespace} = openCluster(context);
  const path = collectionPath("Service", namespace, "djcd.io/role=live-service");
  const {items} = await api.get<KubeList<KubeObject>>(path, METADATA_ONLY);
  return (items ?? []).map(({metadata}) => metadata.labels ?? {}).map(describeRelease);
}

function describeRelease(labels: Readonly<Record<string, string>>): Candidate {
  return {value: labels[INSTANCE] ?? "", describe: `chart ${labels["helm.sh/chart"]}`};
}

/** Rollouts that Helm still stores, newest first. */
export async function findRollouts(context: Context, named: string | undefined): Promise<Candidate[]> {
  const release = named ?? (await onlyRelease(context));
  if (!release) return [];
  const {api, namespace} = openCluster(context);
  const names = SLOTS.map((slot) => slotRelease(release, slot)).join(",");
  const path = collectionPath("Secret", namespace, `owner=helm,name in (${names})`);
  const {items} = await api.get<KubeList<KubeSecret>>(path);
  return rolloutCandidates((items ?? []).map(decodeRelease));
}

async function onlyRelease(context: Context): Promise<string | undefined> {
  const found = await findReleases(context);
  return found.length === 1 ? found[0]?.value : undefined;
}

/** Of a rollout that was filled twice, the last filling. */
function rolloutCandidates(stored: readonly HelmRelease[]): Candidate[] {
  const filled = stored.filter((release) => partOf(release) === "slot" && release.status !== "failed");
  const byNumber = new Map(
    filled.toSorted((a, b) => a.revision - b.revision).map((one) => [slotBlock(one).number, one]),
  );
  return [...byNumber]
    .sort(([a], [b]) => b - a)
    .map(([number, {chart, values}]) => ({value: `${number}`, describe: imageOf(chart.values, values)}));
}
