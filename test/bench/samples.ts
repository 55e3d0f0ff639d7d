/** What a figure was each time that it was measured. */
export type Samples = readonly number[];

export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly n: number;
}

/** Median and range: a mean would hide the one run that the machine disturbed. */
export function spread(samples: Samples): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return {
    median: (lower + upper) / 2,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
    n: sorted.length,
  };
}

/** Collects figures by name, in the order in which they are first met. */
export class Book {
  readonly #samples = new Map<string, number[]>();

  note(figure: string, value: number): void {
    this.#samples.set(figure, [...(this.#samples.get(figure) ?? []), value]);
  }

  of(figure: string): Samples {
    return this.#samples.get(figure) ?? [];
  }

  /** Runs something and notes how many milliseconds it took. */
  async time<T>(figure: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const result = await work();
    this.note(figure, performance.now() - started);
    return result;
  }
}
