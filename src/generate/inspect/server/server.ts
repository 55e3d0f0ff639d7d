import type {Server} from "../../choices.ts";
import type {Dependencies} from "../dependencies/dependencies.ts";
import type {Fact} from "../fact.ts";
import type {Files} from "../files.ts";
import {setting} from "../settings.ts";
import type {FoundStart} from "../start/find-start.ts";
import {readGunicorn} from "./gunicorn.ts";
import {type Launch, launchOf} from "./launch.ts";
import {factory, moduleOf} from "./module.ts";
import {readOther} from "./other.ts";
import {portFor} from "./port.ts";
import type {Spoken} from "./spoken.ts";
import {readUvicorn} from "./uvicorn.ts";

/** How the chart serves the project. */
export interface Served {
  server: Fact<Server>;
  module: Fact;
  port: Fact<number>;
  /** What starts the server, where its name does not. */
  command?: string[];
  /** What the project says to the server. */
  args: string[];
  /** A file of gunicorn's settings. */
  config?: string;
  /** What starts Python, where `python` does not. */
  python?: Fact<string[]>;
}

/** The same, and what is to be said of it. */
export interface ServerFacts extends Served {
  /** What of the command is not taken over, and what to type. */
  says: string[];
  /** Whether the project starts this server today, and so has it. */
  isStarted: boolean;
}

/** Which server runs the project, how it is started and what it loads. Without an ASGI module there is only gunicorn. */
export function chooseServer(
  files: Files,
  root: string,
  settings: string[],
  dependencies: Dependencies,
  start: FoundStart,
): ServerFacts {
  const spoken = spokenOf(files, root, start) ?? unspoken(files, root, settings, dependencies);
  const server = {value: spoken.server, from: spoken.from};
  const chosen = withModule(files, root, settings, {...spoken, server: spoken.server}, server);
  const launch = launchOf(start);
  return {
    ...chosen,
    port: portFor(spoken.server === "other", spoken.address, start),
    ...startOf(spoken, launch),
    ...(launch.python && {python: launch.python}),
    says: [...spoken.says, ...chosen.says, ...workerSays(spoken, chosen), ...launch.says],
    isStarted: start.server?.call?.program === chosen.server.value,
  };
}

function startOf(spoken: Spoken, {command}: Launch): Pick<Served, "command" | "args" | "config"> {
  const words = spoken.command ?? command;
  return {
    ...(words && {command: words}),
    args: spoken.args,
    ...(spoken.config !== undefined && {config: spoken.config}),
  };
}

/** The chart's own workers of gunicorn speak WSGI. */
function workerSays({server, args}: Spoken, {module}: {module: Fact}): string[] {
  if (server !== "gunicorn" || !/asgi/.test(module.value) || args.some((arg) => arg.startsWith("--worker-class=")))
    return [];
  return [
    `${module.value} (${module.from}) speaks ASGI, and no worker class is known that does: type one into server.args in djcd.yaml, as in --worker-class=uvicorn_worker.UvicornWorker.`,
  ];
}

type Told = Spoken & {from: string};

/** What the command that is there says. */
function spokenOf(files: Files, root: string, {server, image}: FoundStart): Told | undefined {
  const call = server?.call;
  if (server === undefined || call === undefined) return undefined;
  const {from} = server.command;
  if (call.program === "gunicorn") return {...readGunicorn(files, root, call.args, from, image), from};
  if (call.program === "uvicorn") return {...readUvicorn(call.args, from), from};
  const other = readOther(files, call, from);
  return other && {...other, from};
}

/** What dependencies and settings suggest where no command says it; gunicorn reads its config file all the same. */
function unspoken(files: Files, root: string, settings: string[], dependencies: Dependencies): Told {
  const {value, from} = serverOfDependencies(files, settings, dependencies);
  if (value === "uvicorn") return {server: value, isAsgi: true, args: [], says: [], from};
  return {...readGunicorn(files, root, [], from, undefined), from};
}

function serverOfDependencies(files: Files, settings: string[], dependencies: Dependencies): Fact<Server> {
  const channels = dependencies.get("channels", "daphne");
  if (channels) return {value: "uvicorn", from: channels.from};
  const gunicorn = dependencies.get("gunicorn");
  if (gunicorn) return {value: "gunicorn", from: gunicorn.from};
  const asgi = dependencies.get("uvicorn") ?? asgiOnly(files, settings);
  return asgi ? {value: "uvicorn", from: asgi.from} : {value: "gunicorn", from: "no file: the default"};
}

function asgiOnly(files: Files, settings: string[]): Fact | undefined {
  return setting(files, settings, "WSGI_APPLICATION") ? undefined : setting(files, settings, "ASGI_APPLICATION");
}

function withModule(
  files: Files,
  root: string,
  settings: string[],
  spoken: Spoken,
  server: Fact<Server>,
): {server: Fact<Server>; module: Fact; says: string[]} {
  if (spoken.module) return {server, module: spoken.module, says: []};
  const module = moduleOf(files, root, settings, spoken.isAsgi ? "asgi" : "wsgi");
  if (module) return {server, module, says: []};
  const gunicorn: Fact<Server> = {value: "gunicorn", from: "the project has no asgi.py"};
  const wsgi = spoken.isAsgi ? moduleOf(files, root, settings, "wsgi") : undefined;
  const ours = server.value === "gunicorn" ? server : gunicorn;
  return wsgi ? {server: ours, module: wsgi, says: []} : {server: ours, ...factory(files)};
}
