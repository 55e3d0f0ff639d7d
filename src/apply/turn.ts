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
  /** Writes, in our turn: until it is done nobody is offered another one, whoever waits beside it. */
  write<T>(act: () => Promise<T>): Promise<T>;
}

/** Of a command that holds no lock. */
export const NO_TURN: Turn = {
  begin: async () => {},
  tell: () => {},
  offer: async () => {},
  claim: async () => {},
  write: (act) => act(),
};

/** Of a command that holds the lock. What another one left on it stands until this one begins. */
export function turnOf(lock: Lock): Turn {
  let work: Work | undefined;
  let writing = 0;
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
    offer: async (waits, until) => {
      tell({waits, ...(until && {until: until.toISOString()})});
      if (writing === 0) await lock.offer();
    },
    claim: () => lock.claim(),
    write: async (act) => {
      writing++;
      try {
        await lock.claim();
        return await act();
      } finally {
        writing--;
      }
    },
  };
}
