/** One move of a strategy: the candidate's weight in percent, or a pause; a pause without time waits for a person. */
export type Move = {readonly weight: number} | {readonly pause: number | undefined};

/** The moves that are left when the candidate has this weight already. */
export function movesAfter(moves: readonly Move[], weight: number): readonly Move[] {
  const done = moves.findLastIndex((move) => "weight" in move && move.weight <= weight);
  return moves.slice(done + 1);
}

/** The moves up to and with the first pause that waits for a person, or all of them. */
export function untilPerson(moves: readonly Move[]): readonly Move[] {
  const stop = moves.findIndex((move) => "pause" in move && move.pause === undefined);
  return stop < 0 ? moves : moves.slice(0, stop + 1);
}
