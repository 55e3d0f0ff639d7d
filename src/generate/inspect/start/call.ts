import {nameOf} from "../files.ts";
import type {Command, Word} from "./word.ts";

/** Which program a command runs, without what only leads to it. */
export interface Call {
  /** The last part of its path; `manage.py` whatever starts it, and X of `python -m X`. */
  program: string;
  /** As it is written. */
  path: string;
  /** What has to stand before it: `uv run`, `python -m`. */
  runner: string[];
  args: Word[];
  /** By `env` before it. */
  sets: Command["sets"];
  /** A host or a service that it waits for first. */
  waits: boolean;
}

/** Left out: the chart's containers have one process, whose user the chart says. With how many arguments of its own. */
const LEADS_TO: Readonly<Record<string, number>> = {
  ...{
    exec: 0,
    command: 0,
    builtin: 0,
    time: 0,
    nohup: 0,
    nice: 0,
    tini: 0,
    "dumb-init": 0,
    "docker-init": 0,
    catatonit: 0,
  },
  ...{gosu: 1, "su-exec": 1, "s6-setuidgid": 1, setpriv: 0, runuser: 0, sudo: 0, "tini-static": 0, "--": 0},
};

/** Kept, for without them the program is not found or lacks something; up to which word. */
const RUNS: Readonly<Record<string, string | undefined>> = {
  ...{uv: "run", poetry: "run", pipenv: "run", pdm: "run", hatch: "run", rye: "run", dotenv: "run", doppler: "run"},
  ...{"newrelic-admin": "run-program", "ddtrace-run": undefined, "opentelemetry-instrument": undefined},
};

const FLAGS_WITH_VALUE =
  /^(-p|--python|--(only-|no-)?group|--extra|--env-file|--project|--directory|--package|--with|--with-requirements|-f|-e|-a|-u|-g)$/;

const PYTHON = /^python(\d(\.\d+)?)?$/;
const WAITS = /^(wait[-_]?for[\w.-]*|dockerize)$/;

/** Reads through wrappers, to the program that is meant. */
export function callOf(words: readonly Word[]): Call | undefined {
  const [first, ...rest] = words;
  if (first === undefined) return undefined;
  const name = nameOf(first.text);
  const owned = LEADS_TO[name];
  if (owned !== undefined) return callOf(rest.slice(flags(rest).length + owned));
  if (name === "env") return byEnv(rest);
  if (WAITS.test(name)) return afterWaiting(words);
  if (name in RUNS) return byRunner(first, rest, RUNS[name]);
  return PYTHON.test(name) ? byPython(first, rest) : plain(first, rest);
}

function plain(first: Word, args: Word[]): Call {
  return {program: nameOf(first.text), path: first.text, runner: [], args, sets: [], waits: false};
}

function flags(words: readonly Word[]): Word[] {
  const end = words.findIndex(({text}, index) => !text.startsWith("-") && !takesValue(words[index - 1]));
  return words.slice(0, end < 0 ? words.length : end);
}

function takesValue(before: Word | undefined): boolean {
  return before !== undefined && FLAGS_WITH_VALUE.test(before.text);
}

function byEnv(words: Word[]): Call | undefined {
  const end = words.findIndex(
    ({text}, index) => !/^-|^\w+=/.test(text) && !/^(-u|--unset|-C|--chdir)$/.test(words[index - 1]?.text ?? ""),
  );
  const call = end < 0 ? undefined : callOf(words.slice(end));
  return call && {...call, sets: [...words.slice(0, end).flatMap(assigned), ...call.sets]};
}

function assigned({text, isKnown}: Word): Command["sets"] {
  const [, name, value = ""] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  return name === undefined ? [] : [{name, value: {text: value, isKnown}}];
}

function afterWaiting(words: readonly Word[]): Call | undefined {
  const dashes = words.findIndex(({text}) => text === "--");
  const [first, ...args] = words;
  const call = dashes < 0 ? first && plain(first, args) : callOf(words.slice(dashes + 1));
  return call && {...call, waits: true};
}

function byRunner(first: Word, rest: Word[], verb: string | undefined): Call | undefined {
  const before = flags(rest);
  if (verb !== undefined && rest[before.length]?.text !== verb) return plain(first, rest);
  const kept = verb === undefined ? before : [...before, ...rest.slice(before.length, before.length + 1)];
  const after = rest.slice(kept.length);
  const own = flags(after);
  const call = callOf(after.slice(own.length));
  return call && {...call, runner: [first, ...kept, ...own].map(({text}) => text).concat(call.runner)};
}

function byPython(first: Word, rest: Word[]): Call {
  const module = rest.findIndex(({text}) => !/^-[^m]/.test(text));
  const [said, ...args] = rest.slice(module < 0 ? rest.length : module);
  if (said?.text === "-m" && args[0]) {
    const runner = [first.text, ...rest.slice(0, module + 1).map(({text}) => text)];
    return {...plain(args[0], args.slice(1)), runner};
  }
  const isScript = said !== undefined && nameOf(said.text) === "manage.py";
  return isScript ? {...plain(said, args), runner: [first.text]} : plain(first, rest);
}
