/** The known word that somebody most likely meant, if one is near enough. */
export function suggestion(word: string, known: readonly string[]): string | undefined {
  const near = known.map((candidate) => ({candidate, distance: distance(word.toLowerCase(), candidate.toLowerCase())}));
  const [best] = near
    .filter((one) => one.distance <= tolerance(word))
    .sort((one, other) => one.distance - other.distance);
  return best?.candidate;
}

function tolerance(word: string): number {
  return word.length < 5 ? 1 : 2;
}

/** Levenshtein's distance, row by row. */
function distance(word: string, other: string): number {
  let row = Array.from({length: other.length + 1}, (_, index) => index);
  for (const [index, letter] of [...word].entries()) row = nextRow(row, letter, other, index + 1);
  return row[other.length] ?? 0;
}

function nextRow(above: readonly number[], letter: string, other: string, first: number): number[] {
  const row = [first];
  for (const [index, candidate] of [...other].entries()) {
    const replaced = (above[index] ?? 0) + (letter === candidate ? 0 : 1);
    row.push(Math.min(replaced, (above[index + 1] ?? 0) + 1, (row[index] ?? 0) + 1));
  }
  return row;
}
