/** A word of a command, as far as it is known before anything runs: `${PORT:-8000}` is 8000, `$PORT` stays as it is. */
export interface Word {
  text: string;
  isKnown: boolean;
}

/** A command that a start consists of, and where it is written. */
export interface Command {
  words: Word[];
  /** `A=1` before the command, or alone. */
  sets: {name: string; value: Word}[];
  /** As it is written, in one line. */
  text: string;
  from: string;
  /** Whether the next command does not wait for its end. */
  isBackground: boolean;
  /** Whether it is asked again and again until it succeeds. */
  isAsked?: true;
}

/** Words that were given as a list, as in an exec form. */
export function knownWords(texts: readonly string[]): Word[] {
  return texts.map((text) => ({text, isKnown: true}));
}

export function textOf(words: readonly Word[]): string {
  return words.map(({text}) => text).join(" ");
}
