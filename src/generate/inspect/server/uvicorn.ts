import type {Word} from "../start/word.ts";
import {addressOf} from "./address.ts";
import {type Flag, readFlags} from "./flags.ts";
import {moduleIn, type Spoken} from "./spoken.ts";

const FORMS = {
  short: {},
  switches:
    /^(reload|factory|proxy-headers|no-proxy-headers|access-log|no-access-log|use-colors|no-use-colors|server-header|no-server-header|date-header|no-date-header)$/,
};

const VALUES: Readonly<Record<string, string>> = {
  workers: "web.server.workers",
  "timeout-keep-alive": "web.server.keepAlive",
  "limit-max-requests": "web.server.maxRequests",
  "timeout-graceful-shutdown": "web.drain.gracefulSeconds",
};

const NEEDLESS = /^(host|port|uds|fd|reload|reload-\w+|proxy-headers)$/;

/** Reads a command of uvicorn. */
export function readUvicorn(words: readonly Word[], from: string): Spoken {
  const {flags, rest} = readFlags(words, FORMS);
  const module = moduleIn(rest.find(({isKnown}) => isKnown)?.text);
  const address = addressIn(flags);
  const parts = flags.map((flag) => part(flag, from));
  return {
    server: "uvicorn",
    isAsgi: true,
    ...(module !== undefined && {module: {value: module, from}}),
    ...(address !== undefined && {address: {value: addressOf(address), from}}),
    args: parts.flatMap(({args = []}) => args),
    says: parts.flatMap(({says = []}) => says),
  };
}

function addressIn(flags: Flag[]): string | undefined {
  if (flags.some(({name}) => name === "uds" || name === "fd")) return "unix:";
  return flags.find(({name}) => name === "port")?.value?.text;
}

function part({name, value, text}: Flag, from: string): {args?: string[]; says?: string[]} {
  const key = VALUES[name];
  if (key !== undefined)
    return {
      says: [
        `${from}: ${text} is a value of the chart: ${key}: ${value?.isKnown ? value.text : "NUMBER"} in values.yaml.`,
      ],
    };
  if (NEEDLESS.test(name)) return {};
  if (value?.isKnown === false)
    return {
      says: [`${from}: ${text} is computed. Type what it comes to into server.args in djcd.yaml: --${name}=VALUE.`],
    };
  return {args: [value === undefined ? `--${name}` : `--${name}=${value.text}`]};
}
