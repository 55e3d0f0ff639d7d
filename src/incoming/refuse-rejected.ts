import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import type {ChartMetadata, HelmRelease} from "../helm/helm-release.ts";
import {readSlots} from "../observe/stored-slots.ts";
import type {Version} from "../plan/step.ts";
import {partOf, type Rejection, slotBlock} from "../release/block.ts";
import {SLOTS} from "../release/names.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {isSame} from "./same-version.ts";

/** A pipeline that runs again must not bring back what a person took out; a rollout that Helm stores no more is forgotten. */
export async function refuseRejected(
  session: Session,
  observation: Observation,
  version: Version,
  metadata: ChartMetadata,
): Promise<void> {
  const {rejected = []} = recordOf(observation);
  if (rejected.length === 0) return;
  const older = await readSlots(session, observation);
  const stored = [...older, ...SLOTS.flatMap((slot) => observation.slots[slot].release ?? [])];
  for (const rejection of rejected) {
    const held = fillingOf(stored, rejection);
    if (held && (await isSame(session, held, version, metadata))) throw refusal(wasRejected(rejection), "rejected");
  }
}

function fillingOf(stored: readonly HelmRelease[], {number}: Rejection): HelmRelease | undefined {
  return stored.findLast(
    (one) => partOf(one) === "slot" && one.status !== "failed" && slotBlock(one).number === number,
  );
}

function wasRejected({number, by, reason}: Rejection): string {
  return (
    `#${number} is this version, and was rejected by ${by}: ${reason}. ` +
    "Release another one, or the same again with: --again"
  );
}
