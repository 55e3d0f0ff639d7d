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

/** What people know of Helm and look for here. */
const HELMS_OWN: Readonly<Record<string, string>> = {
  list: "helm list shows releases, and helm djcd status one of them",
  ls: "helm list shows releases, and helm djcd status one of them",
  install: "the first installation is Helm's: helm install NAME CHART",
  delete: "helm djcd uninstall removes a release",
  get: "helm get shows what Helm stores of a release, and helm djcd status what is live",
  test: "helm test runs the tests of a release",
  template: "helm template renders a chart",
  diff: "helm djcd upgrade --dry-run shows what changes, with --show-objects each object",
  abort: "helm djcd rollback takes traffic back",
  pause: "helm djcd hold stays where a rollout is",
};

/** A mistyped command in our words, with what to type. */
export function usageError(message: string, typed: Typed): string {
  const [word = ""] = typed.words;
  const own = typed.verb === undefined && Object.hasOwn(HELMS_OWN, word) ? HELMS_OWN[word] : undefined;
  if (own) return withHelp(`there is no command ${word}: ${own}`, typed);
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
