import {nameOf} from "../files.ts";
import type {Call} from "../start/call.ts";
import {type Dockerfile, workdirOf} from "../start/dockerfile.ts";
import type {FoundStart} from "../start/find-start.ts";
import {commandsOfBuild} from "../start/python-images.ts";
import type {Step} from "../start/steps.ts";

/** How programs of the project are called where their names do not do. */
export interface Launch {
  /** Before the server's own words; nothing where its name does. */
  command?: string[];
  /** What starts Python; nothing where `python` does. */
  python?: {value: string[]; from: string};
  /** What is called by a path that nothing here says. */
  says: string[];
}

/** `. venv/bin/activate` and `export PATH=/venv/bin:$PATH` of a script, `uv run`, and programs by their paths. */
export function launchOf({image, server, steps}: FoundStart): Launch {
  const folder = programsFolder(steps, image);
  const command =
    server?.call && /^(gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi)$/.test(server.call.program)
      ? commandOf(server.call, folder?.value, image)
      : undefined;
  const python = pythonOf([...(server ? [server] : []), ...steps], folder, image);
  return {...(command && {command}), ...(python && {python}), says: server ? computed(server) : []};
}

function computed({call, command}: Step): string[] {
  if (!call?.path.includes("$")) return [];
  return [
    `${command.from}: ${call.path} is computed, and the chart calls ${call.program} as every PATH has it. If the image has it elsewhere, type its path into server.command in djcd.yaml, and that of python into django.python.`,
  ];
}

function programsFolder(
  steps: readonly Step[],
  image: Dockerfile | undefined,
): {value: string; from: string} | undefined {
  const folders = steps.flatMap(({command, call}) => {
    const activated = /^(\.|source)$/.test(call?.path ?? "")
      ? /^(.*)\/activate$/.exec(call?.args[0]?.text ?? "")?.[1]
      : undefined;
    const path = command.sets.find(({name}) => name === "PATH")?.value.text;
    const value = activated ?? /^([^:$]+\/bin):/.exec(path ?? "")?.[1];
    return value === undefined || value.includes("$") ? [] : [{value: absolute(value, image), from: command.from}];
  });
  return folders[0];
}

function absolute(path: string, image: Dockerfile | undefined): string {
  const workdir = image && workdirOf(image);
  const local = path.replace(/^\.\//, "");
  return local.startsWith("/") || workdir === undefined ? local : `${workdir}/${local}`;
}

// What lies there is on every PATH.
const ON_PATH = /^\/usr(\/local)?\/bin\//;

function commandOf(call: Call, folder: string | undefined, image: Dockerfile | undefined): string[] | undefined {
  const {runner, path, program} = call;
  if (runner.length > 0) return [...runner.map((word) => (word.includes("/") ? absolute(word, image) : word)), path];
  if (path.includes("$")) return undefined;
  if (path.includes("/") && !ON_PATH.test(path)) return [absolute(path, image)];
  return folder === undefined ? undefined : [`${folder}/${program}`];
}

const PYTHON = /(^|\/)python(\d(\.\d+)?)?$/;
const NO_LAUNCHER = /^(newrelic-admin|ddtrace-run|opentelemetry-instrument)$/;

function pythonOf(
  steps: readonly Step[],
  folder: {value: string; from: string} | undefined,
  image: Dockerfile | undefined,
): Launch["python"] {
  if (folder) return {value: [`${folder.value}/python`], from: folder.from};
  const found = steps.flatMap(({call, command}) => {
    const words = call && launcherOf(call);
    return words
      ? [{value: words.map((word) => (word.includes("/") ? absolute(word, image) : word)), from: command.from}]
      : [];
  });
  return found.find(({value}) => value.join(" ") !== "python3") ?? onlyPython3(image) ?? undefined;
}

function launcherOf({runner, path, program}: Call): string[] | undefined {
  const [first] = runner;
  if (first !== undefined && NO_LAUNCHER.test(first)) return undefined;
  const python = runner.findIndex((word) => PYTHON.test(word));
  if (python >= 0) return isPlain(runner.slice(0, python + 1)) ? undefined : runner.slice(0, python + 1);
  if (first !== undefined) return [...runner, "python"];
  const isInFolder = path.includes("/") && !ON_PATH.test(path) && !path.includes("$") && program !== "manage.py";
  return isInFolder && /\/bin\/[\w-]+$/.test(path) ? [`${path.slice(0, -nameOf(path).length)}python`] : undefined;
}

function isPlain(words: readonly string[]): boolean {
  return words.length === 1 && (words[0] === "python" || ON_PATH.test(words[0] ?? ""));
}

/** Images of Python have both names; those of distributions often the second alone. */
function onlyPython3(image: Dockerfile | undefined): Launch["python"] | undefined {
  if (image === undefined || /python|pypy|conda/i.test(image.base)) return undefined;
  const build = commandsOfBuild(image);
  const words = build.flatMap((command) => command.words.map(({text}) => text));
  if (!words.some((word) => /^python3/.test(nameOf(word)))) return undefined;
  if (words.some((word) => /^(python|python-is-python3|\/usr\/(local\/)?bin\/python)$/.test(word))) return undefined;
  return {value: ["python3"], from: `${image.path}: ${image.base} has no other`};
}
