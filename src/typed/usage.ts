/** What was typed, as far as a message about it has to know. */
export interface Typed {
  readonly words: readonly string[];
  /** The command's name, where the words hold a known one. */
  readonly verb: string | undefined;
}

type Rewording = (found: RegExpExecArray, typed: Typed) => string;

/** Messages of yargs, and what we say in their place. */
const REWORDED: readonly (readonly [RegExp, Rewording])[] = [
  [/^Unknown (?:argument|command)s?: (.*?)(?:, .*)?$/, ([, name = ""], typed) => unknown(name, typed)],
  [/^Did you mean (.*)\?$/, ([, meant], {words}) => `there is no command ${words[0]}. Did you mean ${meant}?`],
  [
    /^Invalid values:\n {2}Argument: (.*?), Given: "(.*?)", Choices: (.*)$/s,
    ([, name, given, known = ""]) => `--${name} ${given}: ${known.replaceAll('"', "").replace(", ", " or ")} is needed`,
  ],
];

/** A mistyped command in our words, with what to type. */
export function usageError(message: string, typed: Typed): string {
  for (const [pattern, reword] of REWORDED) {
    const found = pattern.exec(message);
    if (found) return withHelp(reword(found, typed), typed);
  }
  return withHelp(message, typed);
}

function unknown(name: string, {words, verb}: Typed): string {
  const flag = words.find((word) => new RegExp(`^-+${escaped(name)}(=|$)`).test(word))?.split("=")[0];
  if (flag) return `${verb ?? "djcd"} does not know ${flag}`;
  return verb ? `${verb} does not take the word ${name}` : `there is no command ${name}`;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function withHelp(message: string, {verb}: Typed): string {
  return `${message}${message.endsWith("?") ? "" : "."} Type: helm djcd ${verb ? `${verb} ` : ""}--help`;
}
