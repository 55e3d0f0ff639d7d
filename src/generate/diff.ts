/** A line that only one of two texts has, with its number there. */
interface Changed {
  readonly sign: "-" | "+";
  readonly number: number;
  readonly line: string;
}

/** More than this is read in an editor. */
const SHOWN = 12;

/** Lines that differ: `-` as it is, `+` as it would be. */
export function diff(is: string, wouldBe: string): string[] {
  const changed = compare(linesOf(is), linesOf(wouldBe));
  const lines = changed.slice(0, SHOWN).map(({sign, number, line}) => `${`${number}`.padStart(4)} ${sign} ${line}`);
  const more = changed.length - lines.length;
  return more > 0 ? [...lines, `     and ${more} more lines`] : lines;
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

/** Walks both texts along their longest common subsequence. */
function compare(is: readonly string[], wouldBe: readonly string[]): Changed[] {
  const common = commonLengths(is, wouldBe);
  const changed: Changed[] = [];
  let [i, j] = [0, 0];
  while (i < is.length || j < wouldBe.length) {
    if (i < is.length && is[i] === wouldBe[j]) [i, j] = [i + 1, j + 1];
    else if (j >= wouldBe.length || (i < is.length && at(common, i + 1, j) >= at(common, i, j + 1)))
      changed.push({sign: "-", number: i + 1, line: is[i++] ?? ""});
    else changed.push({sign: "+", number: j + 1, line: wouldBe[j++] ?? ""});
  }
  return changed;
}

/** For each pair of places, how many lines the texts have in common from there on. */
function commonLengths(is: readonly string[], wouldBe: readonly string[]): number[][] {
  const common = Array.from({length: is.length + 1}, () => new Array<number>(wouldBe.length + 1).fill(0));
  for (let i = is.length - 1; i >= 0; i--)
    for (let j = wouldBe.length - 1; j >= 0; j--) {
      const same = is[i] === wouldBe[j];
      (common[i] as number[])[j] = same
        ? at(common, i + 1, j + 1) + 1
        : Math.max(at(common, i + 1, j), at(common, i, j + 1));
    }
  return common;
}

function at(common: readonly (readonly number[])[], i: number, j: number): number {
  return common[i]?.[j] ?? 0;
}
