import type {Session} from "../apply/session.ts";
import {refusal} from "../errors.ts";
import type {Incoming} from "../plan/incoming.ts";
import {storedVersion} from "../plan/stored-version.ts";
import {computedValues, settingsOf} from "../release/computed-values.ts";
import type {Observation} from "../release/observation.ts";
import {recordOf} from "../release/phase.ts";
import {movesOf} from "../strategies/strategies.ts";
import {findAnalysis, findSmoke} from "./incoming-analysis.ts";

/** The candidate that is out, with the strategy that was asked for when it was released. */
export async function findCandidate(session: Session, observation: Observation): Promise<Incoming> {
  const {candidate, number, strategy: recorded} = recordOf(observation);
  const held = candidate && observation.slots[candidate].release;
  if (!held)
    throw refusal(
      `${observation.release} has no candidate to go on with. Where it stands: helm djcd status ${observation.release}`,
    );
  const {chart, values} = held;
  const computed = computedValues(chart.values, values);
  const settings = settingsOf(chart, values);
  const strategy = recorded ?? settings.strategy;
  const moves = movesOf(strategy);
  return {
    version: storedVersion(held),
    same: "candidate",
    strategy,
    moves,
    analysis: await findAnalysis(session, observation, moves, chart.metadata, computed),
    smoke: findSmoke(session, observation, settings.router, computed),
    pending: undefined,
    risks: [],
    migrationSeconds: settings.migrationSeconds,
    says: [`#${number} is out`],
  };
}
