import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import type {HelmRelease} from "../helm/helm-release.ts";
import {readSlots} from "../observe/stored-slots.ts";
import type {Older} from "../plan/rollback.ts";
import {storedVersion} from "../plan/stored-version.ts";
import {isCommitted, slotBlock} from "../release/block.ts";
import {lastFilling} from "../release/history.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, recordOf} from "../release/phase.ts";
import {refuseRenamedOlder} from "./refuse-renamed.ts";
import {asItRan} from "./what-ran.ts";

/** Finds a rollout in Helm's history of the slot releases, or in the idle slot's file: chart and values as they were. */
export async function findOlder(session: Session, observation: Observation, number: number): Promise<Older> {
  if (isCommitted(observation.front)) return inIdleFile(observation, number);
  const found = lastFilling(await readSlots(session, observation), number);
  if (found) return asItRan(session, observation, fitting(observation, found));
  refuseNeverMade(observation, number);
  throw refusal(
    `#${number} is not in Helm's history any more. What is there: helm djcd history ${observation.release}`,
  );
}

/** What was never made is not told as what was forgotten. */
function refuseNeverMade(observation: Observation, number: number): void {
  const {release} = observation;
  const newest = recordOf(observation).number;
  if (number > newest)
    throw refusal(
      `#${number} was never made: the newest rollout of ${release} is #${newest}. What there is: helm djcd history ${release}`,
    );
}

/** A values file holds one version: the idle slot's the one before, or the one that an interrupted rollback filled it with. */
function inIdleFile(observation: Observation, number: number): Older {
  const {release} = observation.slots[idleSlot(observation)];
  const block = release && slotBlock(release);
  if (release && (block?.number === number || block?.from === number))
    return {...fitting(observation, release), number};
  refuseNeverMade(observation, number);
  throw refusal(
    `#${number} is in no values file any more: the idle slot holds #${block?.number}. Its values are in the history of git: ` +
      `release them as a version, with: helm djcd upgrade ${observation.release} -f FILE`,
  );
}

function fitting(observation: Observation, found: HelmRelease): Older {
  refuseRenamedOlder(observation, found);
  return olderOf(found);
}

function olderOf(release: HelmRelease): Older {
  return {number: slotBlock(release).number, version: storedVersion(release)};
}
