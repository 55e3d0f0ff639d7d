import type {Fact} from "../fact.ts";
import type {Files} from "../files.ts";
import type {Expression} from "../python/expression.ts";
import {type Dockerfile, variablesOf} from "../start/dockerfile.ts";
import {commandsOf} from "../start/shell.ts";
import type {Word} from "../start/word.ts";
import {type Address, addressOf} from "./address.ts";
import {readFlags} from "./flags.ts";
import {type GunicornConfig, readGunicornConfig, usualGunicornConfig} from "./gunicorn-config.ts";
import {moduleIn, type Spoken} from "./spoken.ts";

const FORMS = {
  short: {
    b: "bind",
    k: "worker-class",
    w: "workers",
    t: "timeout",
    c: "config",
    e: "env",
    D: "daemon",
    p: "pid",
    u: "user",
    g: "group",
    n: "name",
    m: "umask",
    R: "enable-stdio-inheritance",
  },
  switches:
    /^(daemon|reload|preload|capture-output|check-config|print-config|enable-stdio-inheritance|no-sendfile|reuse-port|spew|proxy-protocol|no-control-socket)$/,
};

/** The size of a pod differs between environments: that is a value. */
const VALUES: Readonly<Record<string, string>> = {
  workers: "web.server.workers",
  threads: "web.server.threads",
  "keep-alive": "web.server.keepAlive",
  "max-requests": "web.server.maxRequests",
  "graceful-timeout": "web.drain.gracefulSeconds",
};

/** What a container has no use for, or the chart says itself. */
const NEEDLESS =
  /^(max-requests-jitter|worker-tmp-dir|daemon|reload|reload-\w+|pid|user|group|umask|(access|error)-logfile|log-file|bind|config)$/;

/** In the config file these would lose against the chart's own flags. */
const LOSING = ["worker-class", "timeout", ...Object.keys(VALUES)];

/** One thing that is said, by a flag or by the config file. */
interface Saying {
  name: string;
  value?: Word;
  text: string;
  from: string;
}

/** Reads a command of gunicorn, what its config file says and what GUNICORN_CMD_ARGS says. */
export function readGunicorn(
  files: Files,
  root: string,
  words: readonly Word[],
  from: string,
  image: Dockerfile | undefined,
): Spoken {
  const {flags, rest} = readFlags(words, FORMS);
  const inEnvironment = readFlags(wordsOf(image && variablesOf(image).get("GUNICORN_CMD_ARGS")), FORMS).flags;
  const said = flags.find(({name}) => name === "config")?.value;
  const config = said ? readGunicornConfig(files, root, said.text, image) : usualGunicornConfig(files, root);
  const byFlag = [...flags, ...inEnvironment].map((flag) => ({...flag, from}));
  const sayings = [...byFlag, ...losing(config, byFlag)];
  const module = rest.find(({isKnown, text}) => isKnown && moduleIn(text) !== undefined);
  const parts = sayings.map(part);
  const args = parts.flatMap(({args = []}) => args);
  return {
    server: "gunicorn",
    isAsgi: sayings.some(({name, value}) => name === "worker-class" && /uvicorn|asgi/i.test(value?.text ?? "")),
    ...moduleFact(module, from, config),
    ...addressFact(byFlag, config),
    args: [...new Set(args)],
    ...(said?.isKnown && {config: said.text}),
    says: [...parts.flatMap(({says = []}) => says), ...configSays(said, config, from)],
  };
}

function wordsOf(text: string | undefined): Word[] {
  return text === undefined
    ? []
    : commandsOf(`gunicorn ${text}`, {path: "", line: 1}, {args: undefined, variables: new Map()}).flatMap(({words}) =>
        words.slice(1),
      );
}

function moduleFact(word: Word | undefined, from: string, config: GunicornConfig | undefined): {module?: Fact} {
  const value = moduleIn(word?.text);
  if (value !== undefined) return {module: {value, from}};
  const said = config?.settings.get("wsgi-app");
  const inConfig = moduleIn(said?.value.string);
  return said && inConfig !== undefined ? {module: {value: inConfig, from: said.from}} : {};
}

function addressFact(flags: Saying[], config: GunicornConfig | undefined): {address?: Fact<Address>} {
  const binds = flags
    .filter(({name}) => name === "bind")
    .map(({value, from}) => ({value: addressOf(value?.text ?? ""), from}));
  const said = config?.settings.get("bind");
  const inConfig = said ? bindsIn(said.value.value).map((text) => ({value: addressOf(text), from: said.from})) : [];
  const all = binds.length > 0 ? binds : inConfig;
  const address = all.find(({value}) => value.is === "port") ?? all[0];
  return address ? {address} : {};
}

/** One address or several; what is computed is unknown. */
function bindsIn(value: Expression): string[] {
  if (value.is === "list") return value.items.flatMap(bindsIn);
  return [value.is === "string" ? value.value : `$${value.text}`];
}

function losing(config: GunicornConfig | undefined, flags: Saying[]): Saying[] {
  const names = LOSING.filter((name) => !flags.some((flag) => flag.name === name));
  return names.flatMap((name) => {
    const said = config?.settings.get(name);
    if (said === undefined) return [];
    const {text, string} = said.value;
    const isKnown = string !== undefined || /^\d+$/.test(text);
    return [{name, value: {text: string ?? text, isKnown}, text: `${said.value.name} = ${text}`, from: said.from}];
  });
}

/** What becomes of one saying. */
function part({name, value, text, from}: Saying): {args?: string[]; says?: string[]} {
  const key = VALUES[name];
  if (key !== undefined) return {says: [`${from}: ${text} is a value of the chart: ${sizeToType(key, value)}.`]};
  if (name === "env")
    return {says: [`${from}: ${text} is no part of the command: type it into config in values.yaml.`]};
  if (NEEDLESS.test(name))
    return fileOfLog(name, value)
      ? {says: [`${from}: ${text} is left out: the chart's pods write their log to stdout.`]}
      : {};
  if (value?.isKnown === false)
    return {
      says: [`${from}: ${text} is computed. Type what it comes to into server.args in djcd.yaml: --${name}=VALUE.`],
    };
  if (name === "worker-class") return {args: workerClass(value?.text ?? "")};
  return {args: [value === undefined ? `--${name}` : `--${name}=${value.text}`]};
}

function sizeToType(key: string, value: Word | undefined): string {
  return value?.isKnown && /^\d+$/.test(value.text)
    ? `${key}: ${value.text} in values.yaml`
    : `type a number into ${key} in values.yaml`;
}

function fileOfLog(name: string, value: Word | undefined): boolean {
  return /log-?file/.test(name) && value !== undefined && value.text !== "-";
}

/** The chart's own is gthread; sync becomes it, too, where there are threads. */
function workerClass(name: string): string[] {
  if (name === "gthread") return [];
  return name === "sync" ? ["--worker-class=sync", "--threads=1"] : [`--worker-class=${name}`];
}

function configSays(said: Word | undefined, config: GunicornConfig | undefined, from: string): string[] {
  if (said && !said.isKnown)
    return [`${from}: the config file ${said.text} is computed. Type its path into server.config in djcd.yaml.`];
  return said && !config
    ? [
        `${said.text}, which ${from} names, is not in this folder: look whether it sets wsgi_app, bind or worker_class, which the chart says itself.`,
      ]
    : [];
}
