import type {DatedCommit} from "../git/commit.ts";
import type {Log} from "../git/log.ts";
import {sameWeights, type Traffic} from "../release/block.ts";
import type {Entry} from "../release/ledger.ts";
import {readValues} from "../release/values-text.ts";

/** What was done in a rollout, oldest first: the commits that name it, and those of others between them. */
export async function readEntries(log: Log, release: string, rollout: number): Promise<Entry[]> {
  const commits = [...(await log.commits())].reverse();
  const named = commits.map(({subject}) => subject.startsWith(`${release} #${rollout}: `));
  const [first, last] = [named.indexOf(true), named.lastIndexOf(true)];
  if (first < 0) return [];
  const meant = commits.slice(first, last + 1);
  const traffics = await Promise.all(commits.slice(Math.max(first - 1, 0), last + 1).map((one) => trafficAt(log, one)));
  const before = first > 0 ? traffics : [undefined, ...traffics];
  return meant.map((commit, index) => entryOf(commit, rollout, release, before[index], before[index + 1]));
}

function entryOf(
  {at, by, subject}: DatedCommit,
  rollout: number,
  release: string,
  before: Traffic | undefined,
  after: Traffic | undefined,
): Entry {
  const did = subject.replace(`${release} #${rollout}: `, "");
  const isMoved = after !== undefined && (before === undefined || !sameWeights(before, after));
  return {rollout, at, did, by, ...(isMoved && {traffic: after})};
}

async function trafficAt(log: Log, {hash}: DatedCommit): Promise<Traffic | undefined> {
  const text = await log.show(hash, "front.yaml");
  const {rollout} = readValues(text ?? "") as {readonly rollout?: {readonly traffic?: Traffic}};
  return rollout?.traffic;
}
