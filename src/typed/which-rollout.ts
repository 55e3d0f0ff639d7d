import {DjcdError, refusal} from "../errors.ts";
import type {Verb} from "../plan/step.ts";
import type {Observation} from "../release/observation.ts";
import {idleSlot, leftover, numberIn, phaseOf, recordOf} from "../release/phase.ts";

/** The number of a rollout as a person types it after a flag. */
export function readNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^#?\d+$/.test(text))
    throw new DjcdError(
      `--${flag} ${text}: the number of a rollout is needed, as in --${flag} 4. What there is: helm djcd history`,
    );
  return Number(text.replace("#", ""));
}

/** Refuses where another rollout is out than the one that was meant: a pipeline that was late changes nothing. */
export function refuseUnlessOut(observation: Observation, verb: Verb, meant: number | undefined): void {
  if (meant === undefined || isOut(observation, meant) || (verb === "finish" && isLive(observation, meant))) return;
  throw refusal(
    `${whatBecame(observation, meant)}. Where it stands: helm djcd status ${observation.release}`,
    "superseded",
  );
}

/** A command that was killed belongs to its rollout still, and may be typed again. */
function isOut(observation: Observation, meant: number): boolean {
  const {number} = recordOf(observation);
  if (phaseOf(observation) !== "stable") return number === meant;
  return leftover(observation) !== undefined && [number, numberIn(observation, idleSlot(observation))].includes(meant);
}

/** To finish what is finished is no mistake. */
function isLive(observation: Observation, meant: number): boolean {
  return phaseOf(observation) === "stable" && numberIn(observation, recordOf(observation).live) === meant;
}

function whatBecame(observation: Observation, meant: number): string {
  const {number} = recordOf(observation);
  const phase = phaseOf(observation);
  if (meant > number || phase === "unmanaged") return `#${meant} is not out: ${newest(observation)}`;
  if (meant < number) return `#${meant} is not out any more: #${number} superseded it${stateOf(observation)}`;
  return `#${meant} is not out any more: it ${isLive(observation, meant) ? "is finished, and live" : "was rolled back"}`;
}

function newest(observation: Observation): string {
  if (phaseOf(observation) === "unmanaged") return "no rollout has been made yet";
  return `the newest is #${recordOf(observation).number}${stateOf(observation)}`;
}

function stateOf(observation: Observation): string {
  const {number, live} = recordOf(observation);
  const phase = phaseOf(observation);
  if (phase === "candidate") return ", which is the candidate";
  return numberIn(observation, live) === number ? ", which is live" : ", which was rolled back";
}
