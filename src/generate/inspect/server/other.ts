import type {Files} from "../files.ts";
import type {Call} from "../start/call.ts";
import {scriptFile} from "../start/script-file.ts";
import {textOf, type Word} from "../start/word.ts";
import {type Address, addressOf} from "./address.ts";
import {type Flag, type FlagForms, readFlags} from "./flags.ts";
import {moduleIn, type Spoken} from "./spoken.ts";

interface Program {
  forms: FlagForms;
  isAsgi: (flags: Flag[]) => boolean;
  /** As an address; nothing where it listens to nobody over HTTP. */
  listens: (flags: Flag[], ini: Ini) => string | undefined;
  module: (flags: Flag[], rest: Word[], ini: Ini) => string | undefined;
}

/** Of a file of uwsgi's settings. */
type Ini = ReadonlyMap<string, string>;

const valueIn = (flags: Flag[], ...names: string[]): string | undefined =>
  flags.find(({name}) => names.includes(name))?.value?.text;
const first = (_: Flag[], rest: Word[]): string | undefined =>
  moduleIn(rest.find(({text}) => moduleIn(text) !== undefined)?.text);
const hostAndPort = (flags: Flag[], host: string[], port: string[]): string =>
  valueIn(flags, "unix-socket", "uds", "fd", "endpoint") === undefined
    ? `${valueIn(flags, ...host) ?? "127.0.0.1"}:${valueIn(flags, ...port) ?? "8000"}`
    : "unix:";

/** Servers of which the chart knows no settings. */
const PROGRAMS: Readonly<Record<string, Program>> = {
  daphne: {
    forms: {
      short: {b: "bind", p: "port", u: "unix-socket", e: "endpoint", v: "verbosity", t: "http-timeout"},
      switches: /^(proxy-headers|no-server-name)$/,
    },
    isAsgi: () => true,
    listens: (flags) => hostAndPort(flags, ["bind"], ["port"]),
    module: first,
  },
  hypercorn: {
    forms: {short: {b: "bind", k: "worker-class", w: "workers", c: "config"}, switches: /^(reload|debug)$/},
    isAsgi: () => true,
    listens: (flags) => valueIn(flags, "bind") ?? "127.0.0.1:8000",
    module: first,
  },
  granian: {
    forms: {short: {}, switches: /^(no-.*|access-log|reload|ws|http2|respawn-failed-workers)$/},
    isAsgi: (flags) => valueIn(flags, "interface") !== "wsgi",
    listens: (flags) => hostAndPort(flags, ["host"], ["port"]),
    module: first,
  },
  uwsgi: {
    forms: {
      short: {w: "module", s: "socket", p: "processes"},
      switches:
        /^(master|die-on-term|vacuum|enable-threads|thunder-lock|single-interpreter|need-app|lazy-apps|disable-logging|ignore-\w+)$/,
    },
    isAsgi: () => false,
    listens: (flags, ini) => valueIn(flags, "http", "http-socket") ?? ini.get("http") ?? ini.get("http-socket"),
    module: (flags, _, ini) =>
      moduleIn(valueIn(flags, "module", "wsgi") ?? ini.get("module") ?? ini.get("wsgi")) ??
      ofFile(valueIn(flags, "wsgi-file", "file") ?? ini.get("wsgi-file")),
  },
};

/** Reads a command of a server that is served as it is, where its words alone are enough. */
export function readOther(files: Files, {program, path, runner, args}: Call, from: string): Spoken | undefined {
  const known = PROGRAMS[program];
  if (known === undefined) return undefined;
  const {flags, rest} = readFlags(args, known.forms);
  const ini = iniIn(files, flags, rest);
  const listens = known.listens(flags, ini);
  const address = listens === undefined ? undefined : addressOf(listens);
  const module = known.module(flags, rest, ini);
  const isAsgi = known.isAsgi(flags);
  const facts = {
    isAsgi,
    ...(module !== undefined && {module: {value: module, from}}),
    ...(address && {address: {value: address, from}}),
  };
  const words = [...runner, path, ...args.map(({text}) => text)];
  const reason = insufficient(args, address);
  if (reason === undefined) return {server: "other", ...facts, command: words, args: [], says: []};
  const ours = isAsgi ? "uvicorn" : "gunicorn";
  return {
    server: ours,
    ...facts,
    args: [],
    says: [
      `${from} runs ${program}, which ${reason}: ${ours} serves in its place. To keep ${program}, type its whole command into djcd.yaml: server: {name: other, command: [${program}, ...]}, listening on 0.0.0.0.`,
    ],
  };
}

function insufficient(args: readonly Word[], address: Address | undefined): string | undefined {
  const unknown = args.filter(({isKnown}) => !isKnown);
  if (unknown.length > 0) return `is told ${textOf(unknown)}, and no shell fills that in`;
  if (address === undefined) return "does not speak HTTP there";
  if (address.is === "socket") return "listens on a socket";
  if (address.is === "unknown") return `listens on ${address.text}, and no shell fills that in`;
  return address.isLocal ? "listens on 127.0.0.1, where no proxy reaches it" : undefined;
}

function iniIn(files: Files, flags: Flag[], rest: readonly Word[]): Ini {
  const said = valueIn(flags, "ini") ?? rest.find(({text}) => text.endsWith(".ini"))?.text;
  const path = said === undefined ? undefined : scriptFile(files, undefined, said);
  const lines = (path === undefined ? "" : (files.get(path) ?? "")).matchAll(/^\s*([\w-]+)\s*=\s*(.*?)\s*$/gm);
  return new Map([...lines].map(([, name = "", value = ""]) => [name, value]));
}

function ofFile(path: string | undefined): string | undefined {
  return path?.endsWith(".py")
    ? `${path
        .replace(/^\.?\/+/, "")
        .slice(0, -3)
        .replaceAll("/", ".")}:application`
    : undefined;
}
