import type {Lock} from "../kubernetes/held-lock.ts";
import {type Work, workText} from "../release/work.ts";

/** What is said anew; what is undefined is not said any more. */
type Change = {readonly [K in keyof Work]?: Work[K] | undefined};

/** Whose turn it is to write, and what is said meanwhile to those who look. */
export interface Turn {
  /** Says what this command is, and is about; until then nothing that it waits for is told in its name. */
  begin(work: Work): Promise<void>;
  /** Says what is being done. */
  tell(change: Change): void;
  /** While it waits, and writes nothing, another command may take over; throws where one has. */
  offer(waits: string, until?: Date): Promise<void>;
  /** The wait is over; throws where another command has taken over. */
  claim(): Promise<void>;
}

/** Of a command that holds no lock. */
export const NO_TURN: Turn = {
  begin: async () => {},
  tell: () => {},
  offer: async () => {},
  claim: async () => {},
};

/** Of a command that holds the lock. What another one left on it stands until this one begins. */
export function turnOf(lock: Lock): Turn {
  let work: Work | undefined;
  const tell = (change: Change): void => {
    if (!work) return;
    work = {...work, ...change} as Work;
    lock.describe(workText(work));
  };
  return {
    begin: (begun) => {
      work = begun;
      tell({});
      return lock.publish();
    },
    tell,
    offer: (waits, until) => {
      tell({waits, ...(until && {until: until.toISOString()})});
      return lock.offer();
    },
    claim: () => lock.claim(),
  };
}
