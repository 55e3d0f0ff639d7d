import type {Session} from "../apply/session.ts";
import {orNothing} from "../kubernetes/api-error.ts";
import {readLedger} from "../observe/read-ledger.ts";
import {readSlots} from "../observe/stored-slots.ts";
import {committedRollouts} from "../release/committed-history.ts";
import {type Rollout, rolloutsOf} from "../release/history.ts";
import {entriesIn} from "../release/ledger.ts";
import type {Observation} from "../release/observation.ts";
import {ranOf} from "../release/ran.ts";
import type {Seen} from "../running/seen.ts";
import {refuseNoLog} from "./read-files.ts";
import {readFillings} from "./read-fillings.ts";

/** The rollouts whose version Helm still stores, or the history of git, newest first. */
export async function readRollouts({session, observation, files}: Seen): Promise<Rollout[]> {
  if (!files) return readStored(session, observation);
  const fillings = await readFillings(refuseNoLog(files), observation);
  return committedRollouts(
    observation,
    fillings.map(({commit, release}) => [release, commit.hash]),
  );
}

/** Those that Helm stores, with what really ran. */
async function readStored(session: Session, observation: Observation): Promise<Rollout[]> {
  const {api, namespace} = session;
  const [stored, ledger] = await Promise.all([
    readSlots(session, observation),
    orNothing(readLedger(api, namespace, observation.release)),
  ]);
  const entries = ledger ? entriesIn(ledger) : [];
  return rolloutsOf(observation, stored).map((rollout) => {
    const ran = ranOf(entries, rollout.number);
    return ran ? {...rollout, ran} : rollout;
  });
}
