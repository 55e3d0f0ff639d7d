import {keysIn} from "./keys.ts";

/** A terminal that is read key by key, while it is open. */
export interface Keyboard {
  open(): void;
  /** The terminal is as it was. */
  close(): void;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The keyboard of a terminal; each key is heard by itself, whatever comes with it. */
export function keyboardOf(stdin: NodeJS.ReadStream, hears: (key: string) => void): Keyboard {
  const read = (bytes: Buffer): void => {
    for (const key of keysIn(`${bytes}`)) hears(key);
  };
  const close = (): void => {
    stdin.off("data", read);
    for (const signal of SIGNALS) process.off(signal, die);
    stdin.setRawMode(false);
    stdin.pause();
  };
  // Node puts a terminal right only for signals that nobody has ever listened to.
  const die = (signal: NodeJS.Signals): void => {
    close();
    process.kill(process.pid, signal);
  };
  const open = (): void => {
    stdin.setRawMode(true);
    stdin.on("data", read);
    for (const signal of SIGNALS) process.on(signal, die);
    stdin.resume();
  };
  return {open, close};
}
