import {DjcdError} from "./errors.ts";

/** Flags of Helm that Helm leaves to the plugin (helm.md, section 2), and the variable that a nested Helm reads. */
const LEFT_BY_HELM: Readonly<Record<string, string>> = {
  "--qps": "HELM_QPS",
  "--burst-limit": "HELM_BURST_LIMIT",
  "--content-cache": "HELM_CONTENT_CACHE",
  "--color": "HELM_COLOR",
  "--colour": "HELM_COLOR",
};

/** Arguments as yargs shall see them, and the variables that Helm's own flags among them set. */
export interface Normalised {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Takes out what Helm leaves to us of its own flags, and gives `--dry-run` the value that its bare form means. */
export function normaliseArguments(given: readonly string[]): Normalised {
  const args: string[] = [];
  const env: Record<string, string> = {};
  for (let index = 0; index < given.length; index++) {
    const word = given[index] as string;
    const [flag, inline] = splitFlag(word);
    const variable = LEFT_BY_HELM[flag];
    if (word === "--dry-run") args.push("--dry-run=client");
    else if (flag === "--debug") env.HELM_DEBUG = inline ?? "true";
    else if (/^-n[^=]/.test(word)) env.HELM_NAMESPACE = word.slice(2);
    else if (!variable) args.push(word);
    else env[variable] = inline ?? given[++index] ?? missing(flag);
  }
  return {args, env};
}

/** Whether the output shall be JSON, of arguments that may be wrong otherwise: their failure is JSON too. */
export function asksJson(given: readonly string[]): boolean {
  const flags = /^(-o|--output)$/;
  return given.some(
    (word, index) => /^(-o|--output)=json$/.test(word) || (word === "json" && flags.test(given[index - 1] ?? "")),
  );
}

function splitFlag(word: string): [string, string | undefined] {
  const equals = word.indexOf("=");
  return word.startsWith("--") && equals > 0 ? [word.slice(0, equals), word.slice(equals + 1)] : [word, undefined];
}

function missing(flag: string): never {
  throw new DjcdError(`flag needs an argument: ${flag}`);
}
