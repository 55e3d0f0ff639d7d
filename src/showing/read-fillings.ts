import * as yaml from "js-yaml";
import type {DatedCommit} from "../git/commit.ts";
import type {Log} from "../git/log.ts";
import type {ChartMetadata, HelmRelease} from "../helm/helm-release.ts";
import {isFilling, releaseOf} from "../release/committed.ts";
import {SLOTS, type Slot} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {readValues} from "../release/values-text.ts";

/** A slot's file as a commit left it. */
export interface Filling {
  readonly commit: DatedCommit;
  readonly release: HelmRelease;
}

/** Commits that are looked at for each slot: some dozen rollouts. */
const LOOKED_AT = 100;

/** The commits that gave a slot another version, by what its file said before and after, oldest first. */
export async function readFillings(log: Log, {release}: Observation): Promise<Filling[]> {
  const each = await Promise.all(SLOTS.map((slot) => fillingsOf(log, releaseOf(release, slot), slot)));
  return each.flat();
}

async function fillingsOf(log: Log, name: string, slot: Slot): Promise<Filling[]> {
  const commits = (await log.commits(`${slot}.yaml`)).slice(0, LOOKED_AT).reverse();
  const found = await Promise.all(commits.map((commit) => readAt(log, name, slot, commit)));
  const known = found.filter((one) => one !== undefined);
  return known.filter(({release}, index) => isFilling(known[index - 1]?.release, release));
}

/** What cannot be read was no version of ours. */
async function readAt(log: Log, name: string, slot: Slot, commit: DatedCommit): Promise<Filling | undefined> {
  const at = (file: string): Promise<string | undefined> => log.show(commit.hash, file);
  const [text, chart, defaults] = await Promise.all(
    [`${slot}.yaml`, `charts/${slot}/Chart.yaml`, `charts/${slot}/values.yaml`].map(at),
  );
  const values = readOrNothing(text);
  const metadata = readOrNothing(chart) as ChartMetadata | undefined;
  if (!values || !metadata) return undefined;
  const stored = {metadata, templates: [], files: [], values: readOrNothing(defaults) ?? {}, schema: undefined};
  const {at: updated, subject: description} = commit;
  return {
    commit,
    release: {
      name,
      revision: 0,
      status: "deployed",
      description,
      updated,
      values,
      manifest: "",
      hooks: "",
      chart: stored,
    },
  };
}

function readOrNothing(text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return readValues(text);
  } catch (error) {
    if (error instanceof yaml.YAMLException) return undefined;
    throw error;
  }
}
