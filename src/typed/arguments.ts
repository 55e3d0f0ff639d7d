import {DjcdError} from "../errors.ts";

/** Flags of Helm that Helm leaves to the plugin, and the variable that a nested Helm reads. */
const LEFT_BY_HELM: Readonly<Record<string, string>> = {
  "--qps": "HELM_QPS",
  "--burst-limit": "HELM_BURST_LIMIT",
  "--content-cache": "HELM_CONTENT_CACHE",
  "--color": "HELM_COLOR",
  "--colour": "HELM_COLOR",
};

/** Flags that take the next word, whatever it looks like: yargs would take `-1m` for two flags, and nothing for a value. */
const VALUED = new Set([
  ...["-f", "--values", "--set", "--set-string", "--set-json", "--set-file", "--set-literal"],
  ...["-o", "--output", "--timeout", "--probe-url", "--strategy", "--steps", "--pause", "--to"],
  ...[
    "--file",
    "--out",
    "--name",
    "--rollout",
    "--reason",
    "--accept",
    "--save-plan",
    "--use-plan",
    "--write",
    "--read",
  ],
  ...["--version", "--repo", "--username", "--password", "--ca-file", "--cert-file", "--key-file", "--keyring"],
]);

/** Flags that are there or not. yargs would take `--yes=perhaps` for no. */
const SWITCHES = new Set([
  ...["-y", "--yes", "--exit-code", "--show-objects", "--check", "--force", "--role", "--push"],
  ...["--again", "--devel", "--verify", "--plain-http", "--insecure-skip-tls-verify", "--pass-credentials"],
  ...["--reset-values", "--reuse-values", "--reset-then-reuse-values"],
]);

/** Arguments as yargs shall see them, and the variables that Helm's own flags among them set. */
export interface Normalised {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Takes out what Helm leaves to us of its own flags, and reads each flag's value as Helm would. */
export function normaliseArguments(given: readonly string[]): Normalised {
  if (given.length === 1 && /^(--version|-v)$/.test(given[0] ?? "")) return {args: ["version"], env: {}};
  const args: string[] = [];
  const env: Record<string, string> = {};
  for (let index = 0; index < given.length; index++) {
    const word = given[index] as string;
    const [flag, inline] = splitFlag(word);
    const value = (): string => inline ?? given[++index] ?? missing(flag);
    const variable = LEFT_BY_HELM[flag];
    if (word === "--dry-run") args.push("--dry-run=client");
    else if (flag === "--debug") env.HELM_DEBUG = inline ?? "true";
    else if (/^-n[^=]/.test(word)) env.HELM_NAMESPACE = word.slice(2);
    else if (variable) env[variable] = value();
    else if (VALUED.has(flag)) args.push(`${flag}=${value()}`);
    else args.push(SWITCHES.has(flag) ? readSwitch(flag, inline) : word);
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
  return word.startsWith("-") && equals > 0 ? [word.slice(0, equals), word.slice(equals + 1)] : [word, undefined];
}

function readSwitch(flag: string, inline: string | undefined): string {
  if (inline === undefined) return flag;
  if (inline === "true" || inline === "false") return `${flag}=${inline}`;
  throw new DjcdError(`${flag}=${inline}: true or false is needed`);
}

function missing(flag: string): never {
  throw new DjcdError(`flag needs an argument: ${flag}`);
}
