export type Log = (line: string) => void;
export type Step = <T>(title: string, work: () => Promise<T>) => Promise<T>;

const BEAT = 15_000;

/** Says when each step is done, and every 15 seconds that it is still going on. */
export function progress(log: Log): Step {
  return async (title, work) => {
    const since = Date.now();
    const beat = setInterval(() => log(`${elapsed(since)}  ... ${title}`), BEAT);
    try {
      const result = await work();
      log(`${elapsed(since)}  ${title}`);
      return result;
    } finally {
      clearInterval(beat);
    }
  };
}

function elapsed(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1).padStart(6)} s`;
}
