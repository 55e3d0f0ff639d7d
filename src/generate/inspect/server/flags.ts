import type {Word} from "../start/word.ts";

/** A flag of a server's command by its long name, without dashes. */
export interface Flag {
  name: string;
  /** Nothing where it is a switch. */
  value?: Word;
  /** As it is written. */
  text: string;
}

/** How a program's flags are written. */
export interface FlagForms {
  short: Readonly<Record<string, string>>;
  switches: RegExp;
}

/** Tells the flags of a command from its other words. */
export function readFlags(words: readonly Word[], forms: FlagForms): {flags: Flag[]; rest: Word[]} {
  const [first, ...others] = words;
  if (first === undefined) return {flags: [], rest: []};
  const [flag, used] = flagAt(first, others[0], forms);
  const after = readFlags(others.slice(used), forms);
  if (flag === undefined) return {flags: after.flags, rest: [first, ...after.rest]};
  return {flags: [flag, ...after.flags], rest: after.rest};
}

/** And how many words beside the first it takes. */
function flagAt(word: Word, next: Word | undefined, forms: FlagForms): [Flag | undefined, number] {
  const {text, isKnown} = word;
  const [, long, said] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(text) ?? [];
  if (long !== undefined && said !== undefined) return [{name: long, value: {text: said, isKnown}, text}, 0];
  const [, letter = "", attached = ""] = /^-([A-Za-z])([\s\S]*)$/.exec(text) ?? [];
  const name = long ?? forms.short[letter];
  if (name === undefined) return [undefined, 0];
  if (forms.switches.test(name)) return [{name, text}, 0];
  if (attached !== "") return [{name, value: {text: attached.replace(/^=/, ""), isKnown}, text}, 0];
  return next === undefined ? [{name, text}, 0] : [{name, value: next, text: `${text} ${next.text}`}, 1];
}
