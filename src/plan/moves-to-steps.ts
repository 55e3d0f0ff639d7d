import {type FrontBlock, withoutCandidate} from "../release/block.ts";
import {otherSlot, type Slot} from "../release/names.ts";
import type {Move} from "../strategies/moves.ts";
import type {Step} from "./step.ts";

/** The front's record while a candidate is out. */
export function candidateAt(record: FrontBlock, number: number, candidate: Slot, weight: number): FrontBlock {
  const live = otherSlot(candidate);
  const {held: _, ...rest} = record;
  return {...rest, number, live, candidate, traffic: {[live]: 100 - weight, [candidate]: weight}};
}

/** The front's record after the candidate became live, the version before still up. */
export function promoted(record: FrontBlock, number: number, candidate: Slot, liveNumber: number): FrontBlock {
  const traffic = {[otherSlot(candidate)]: 0, [candidate]: 100};
  return {
    ...withoutCandidate(record),
    number,
    live: candidate,
    traffic,
    previous: [liveNumber, ...record.previous].slice(0, 10),
  };
}

/** The steps of a strategy's moves. Weight 100 is the promotion. */
export function movesToSteps(
  moves: readonly Move[],
  record: FrontBlock,
  number: number,
  candidate: Slot,
  liveNumber: number,
): Step[] {
  return moves.flatMap((move): Step[] => {
    if ("pause" in move) return move.pause === undefined ? [] : afterPause(move.pause, candidate);
    if (move.weight < 100)
      return [
        {kind: "shift", block: candidateAt(record, number, candidate, move.weight), why: shiftWhy(number, move.weight)},
      ];
    return [{kind: "shift", block: promoted(record, number, candidate, liveNumber), why: `#${number} is live`}];
  });
}

/** In a pause the load may have grown, or a pod may have gone: what comes next is for a slot that is whole. */
function afterPause(seconds: number, slot: Slot): Step[] {
  return [
    {kind: "pause", seconds},
    {kind: "ready", slot},
  ];
}

/** Description of the front's revision. */
export function shiftWhy(number: number, weight: number): string {
  return `#${number} at ${weight} %`;
}
