import type {Session} from "../apply/session.ts";
import {readSlots} from "../observe/stored-slots.ts";
import {type Rollout, rolloutsOf} from "../release/history.ts";
import type {Observation} from "../release/observation.ts";

/** The rollouts whose version Helm still stores, newest first. */
export async function readRollouts(session: Session, observation: Observation): Promise<Rollout[]> {
  const stored = await readSlots(session, observation);
  return rolloutsOf(observation, stored);
}
