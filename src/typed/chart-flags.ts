import {existsSync} from "node:fs";
import {resolve} from "node:path";
import type {Argv} from "yargs";
import type {Context} from "../context.ts";
import {DjcdError} from "../errors.ts";
import type {ChartSource} from "../helm/chart-files.ts";
import type {Helm} from "../helm/helm.ts";

/** Helm's flags that say where a chart comes from, passed on as they came. */
const WITH_VALUE = {
  version: "version of the chart; left out: the newest",
  repo: "URL of the repository that holds the chart",
  username: "user name for the repository",
  password: "password for the repository",
  "ca-file": "authority that signed the repository's certificate",
  "cert-file": "client certificate for the repository",
  "key-file": "key of that certificate",
  keyring: "public keys for --verify",
} as const;

const SWITCHES = {
  devel: "take development versions too",
  verify: "check the package's signature",
  "plain-http": "talk to the registry without TLS",
  "insecure-skip-tls-verify": "do not check the repository's certificate",
  "pass-credentials": "send the credentials to every domain",
} as const;

/** Where a person said that the chart is. */
export interface ChartRequest {
  readonly name: string;
  readonly flags: readonly string[];
}

/** Declares Helm's chart flags. */
export function withChartFlags<T>(yargs: Argv<T>): Argv<T> {
  for (const [name, describe] of Object.entries(WITH_VALUE)) yargs.option(name, {type: "string", describe});
  for (const [name, describe] of Object.entries(SWITCHES)) yargs.option(name, {type: "boolean", describe});
  return yargs;
}

/** Reads the chart and its flags out of parsed arguments; nothing where the live slot's own chart is meant. */
export function readChart(args: Readonly<Record<string, unknown>>): ChartRequest | undefined {
  const valued = Object.keys(WITH_VALUE).flatMap((name) =>
    args[name] === undefined ? [] : [`--${name}`, `${args[name]}`],
  );
  const flags = [...valued, ...Object.keys(SWITCHES).flatMap((name) => (args[name] ? [`--${name}`] : []))];
  if (args.chart !== undefined) return {name: args.chart as string, flags};
  if (flags.length > 0)
    throw new DjcdError(
      `${flags[0]} says where a chart comes from, and none is named. Type: helm djcd upgrade RELEASE CHART ${flags[0]} ...`,
    );
  return undefined;
}

/** A folder or package here is used as it is; everything else is pulled, once for all that is done with it. */
export async function findChart({cwd}: Context, helm: Helm, {name, flags}: ChartRequest): Promise<ChartSource> {
  return existsSync(resolve(cwd, name)) ? name : helm.pull(name, flags);
}
