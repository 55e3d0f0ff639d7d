import type {FrontBlock} from "../release/block.ts";
import {otherSlot} from "../release/names.ts";
import type {Phase} from "../release/phase.ts";
import type {Router} from "../routers/router.ts";
import {type Move, movesAfter} from "../strategies/moves.ts";
import {areSteps, movesOf, STRATEGY_NAMES} from "../strategies/strategies.ts";

/** What a person types next, the likeliest first. */
export function nextCommands(release: string, phase: Phase, record: FrontBlock, {weights}: Router): string[] {
  const {previous, held} = record;
  const shift = weights ? [`helm djcd shift ${release} ${nextShare(record) ?? "WEIGHT"}`] : [];
  const resume = held || pausesByItself(record) ? [`helm djcd resume ${release}`] : [];
  const upgrade = `helm djcd upgrade ${release} CHART --set-string image.tag=TAG`;
  const commands: Record<Phase, string[]> = {
    unmanaged: [upgrade],
    stable: previous.length > 0 ? [upgrade, `helm djcd rollback ${release}`] : [upgrade],
    candidate: [...resume, `helm djcd promote ${release}`, ...shift, `helm djcd rollback ${release}`],
    warm: [`helm djcd finish ${release}`, `helm djcd rollback ${release}`],
  };
  return commands[phase];
}

/** The share that the strategy gives the candidate next; nothing where that is all, or nobody recorded a strategy. */
function nextShare(record: FrontBlock): number | undefined {
  const next = movesLeft(record).find((move) => "weight" in move);
  return next && next.weight < 100 ? next.weight : undefined;
}

/** Whether what comes next is a pause that ends by itself. */
function pausesByItself(record: FrontBlock): boolean {
  const [next] = movesLeft(record);
  return next !== undefined && "pause" in next && next.pause !== undefined;
}

/** What a newer djcd recorded, or a hand, is nothing to go by. */
function movesLeft({strategy, live, traffic}: FrontBlock): readonly Move[] {
  const isKnown = strategy && STRATEGY_NAMES.includes(strategy.type) && areSteps(strategy.steps);
  return isKnown ? movesAfter(movesOf(strategy), traffic[otherSlot(live)] ?? 0) : [];
}
