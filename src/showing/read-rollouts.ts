import type {Session} from "../apply/session.ts";
import {orNothing} from "../kubernetes/api.ts";
import {objectPath} from "../kubernetes/paths.ts";
import {readSlots} from "../observe/stored-slots.ts";
import {type Rollout, rolloutsOf} from "../release/history.ts";
import {entriesIn, type LedgerObject, ledgerName} from "../release/ledger.ts";
import type {Observation} from "../release/observation.ts";
import {ranOf} from "../release/ran.ts";

/** The rollouts whose version Helm still stores, newest first, with what really ran. */
export async function readRollouts(session: Session, observation: Observation): Promise<Rollout[]> {
  const {api, namespace} = session;
  const path = objectPath("ConfigMap", namespace, ledgerName(observation.release));
  const [stored, ledger] = await Promise.all([readSlots(session, observation), orNothing(api.get<LedgerObject>(path))]);
  const entries = ledger ? entriesIn(ledger) : [];
  return rolloutsOf(observation, stored).map((rollout) => {
    const ran = ranOf(entries, rollout.number);
    return ran ? {...rollout, ran} : rollout;
  });
}
