import {chartFiles} from "../helm/chart-files.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import {type FrontBlock, frontValues} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import {signed} from "../release/origin.ts";
import type {WriteSession} from "./session.ts";

/** Room for the story of many rollouts in the front, and for versions alone in the slots. */
const HISTORY = {front: 50, slot: 20} as const;

/** The revision that the next Helm command of a release will make; the fence of the chart is set to it. */
export function nextRevision({revisions}: Observation, release: string): number {
  return Math.max(0, ...revisions.filter((one) => one.release === release).map(({revision}) => revision)) + 1;
}

/** Records a block in the front, rendered with the live slot's own stored chart and values. */
export async function recordFront(
  session: WriteSession,
  observation: Observation,
  live: HelmRelease,
  block: FrontBlock,
  description: string,
): Promise<void> {
  const {release} = observation;
  await session.helm.upgrade({
    release,
    chart: chartFiles(live.chart),
    values: frontValues(live, block, nextRevision(observation, release)),
    description: signed(description, session.origin),
    historyMax: HISTORY.front,
    isValidated: true,
  });
}

/** Upgrades or installs the release of a slot. */
export async function writeSlot(
  session: WriteSession,
  upgrade: Omit<Parameters<WriteSession["helm"]["upgrade"]>[0], "historyMax">,
): Promise<void> {
  await session.helm.upgrade({...upgrade, historyMax: HISTORY.slot});
}
