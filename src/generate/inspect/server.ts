import type {StartCommand} from "./commands.ts";
import type {Dependencies} from "./dependencies/dependencies.ts";
import {type Fact, find} from "./fact.ts";
import {type Files, named} from "./files.ts";
import {moduleOfFile} from "./modules.ts";
import {setting} from "./settings.ts";

export type Server = "gunicorn" | "uvicorn";

export interface ServerFacts {
  server: Fact<Server>;
  module: Fact;
}

type Interface = "wsgi" | "asgi";

const INTERFACE: Record<Server, Interface> = {gunicorn: "wsgi", uvicorn: "asgi"};

/** Django's own factory: it needs no file of the project, but the settings module in the environment. */
const FACTORY: Fact = {value: "django.core.wsgi:get_wsgi_application()", from: "the project has no wsgi.py"};

/** Which of our servers runs the project, and what it loads. Without an ASGI module there is only gunicorn. */
export function chooseServer(
  files: Files,
  root: string,
  settings: string[],
  dependencies: Dependencies,
  command: StartCommand | undefined,
): ServerFacts {
  const wanted = (command && serverOf(command)) ?? serverOfDependencies(files, settings, dependencies);
  const module = moduleOf(files, root, settings, INTERFACE[wanted.value], command);
  if (module) return {server: wanted, module};
  const gunicorn: Fact<Server> = {value: "gunicorn", from: "the project has no asgi.py"};
  const server = wanted.value === "gunicorn" ? wanted : gunicorn;
  return {server, module: moduleOf(files, root, settings, "wsgi", undefined) ?? FACTORY};
}

/** Whether a command of the program speaks ASGI, where its module does not say it. */
const SPEAKS_ASGI: Record<string, (text: string) => boolean> = {
  gunicorn: (text) => /uvicorn/.test(text),
  uwsgi: () => false,
  granian: (text) => /interface[ =]asgi/.test(text),
  uvicorn: () => true,
  daphne: () => true,
  hypercorn: () => true,
};

function serverOf({program, text, module, from}: StartCommand): Fact<Server> {
  const isAsgi = SPEAKS_ASGI[program]?.(text) || /asgi/.test(module ?? "");
  const value = isAsgi ? "uvicorn" : "gunicorn";
  return {value, from: program in INTERFACE ? from : `${from} runs ${program}, in whose place it can serve`};
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

function moduleOf(
  files: Files,
  root: string,
  settings: string[],
  kind: Interface,
  command: StartCommand | undefined,
): Fact | undefined {
  if (command?.module?.includes(kind)) return {value: command.module, from: command.from};
  return fromSetting(files, settings, kind) ?? fromFile(files, root, kind);
}

function fromSetting(files: Files, settings: string[], kind: Interface): Fact | undefined {
  const said = setting(files, settings, `${kind.toUpperCase()}_APPLICATION`);
  const [, module, callable] = /^["']([\w.]+)\.(\w+)["']/.exec(said?.value ?? "") ?? [];
  return said && module ? {value: `${module}:${callable}`, from: said.from} : undefined;
}

function fromFile(files: Files, root: string, kind: Interface): Fact | undefined {
  const path = named(files, `${kind}.py`).find((each) => each.startsWith(root));
  if (path === undefined) return undefined;
  const [found] = find(files, path, /^[ \t]*(application|app)\s*[:=]/m);
  return {value: `${moduleOfFile(root, path)}:${found?.match[1] ?? "application"}`, from: found?.from ?? path};
}
