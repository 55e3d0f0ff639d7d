import {isDeepStrictEqual} from "node:util";
import type {FrontBlock} from "../release/block.ts";
import type {Observation} from "../release/observation.ts";
import {phaseOf, recordOf} from "../release/phase.ts";
import {handOver} from "./hand-over.ts";
import type {Plan} from "./step.ts";
import {takeDownLeftover} from "./take-down.ts";

// Typed again when it is done, a rollback goes back one version more. So that one which was killed is brought to its end
// by the same words, it notes on its lock what it leads to, and a command that ends gives the lock back.

/** What a rollback notes before it begins: its words, and the record that it leads to. */
export function noteOf(typed: string, observation: Observation, {steps}: Pick<Plan, "steps">): string {
  const last = steps.findLast((step) => step.kind === "shift");
  return textOf(typed, last?.block ?? recordOf(observation));
}

/** Whether the record that a killed command of these words led to stands. */
export function isRecorded(note: string | undefined, typed: string, observation: Observation): boolean {
  if (note === undefined || phaseOf(observation) === "unmanaged") return false;
  return isDeepStrictEqual(parsed(note), JSON.parse(textOf(typed, recordOf(observation))));
}

function textOf(typed: string, {number, live, traffic, previous}: FrontBlock): string {
  return JSON.stringify({typed, record: {number, live, traffic, previous}});
}

/** Somebody may have written anything there. */
function parsed(note: string): unknown {
  try {
    return JSON.parse(note);
  } catch {
    return undefined;
  }
}

/** What is left of a rollback that was killed after its record: the rejected version goes down, or stays up, warm. */
export function planRest(observation: Observation): Plan {
  const {release} = observation;
  const {live} = recordOf(observation);
  const steps = [...handOver(observation), ...takeDownLeftover(observation)];
  const says = `the rollback that was killed had moved the traffic: ${live} is live${steps.length > 0 ? ", and what was left is done" : ""}`;
  const next = [phaseOf(observation) === "warm" ? "finish" : "status", "rollback"];
  return {release, steps, says: [says], questions: [], next: next.map((verb) => `helm djcd ${verb} ${release}`)};
}
