import type {Call} from "./call.ts";
import {type Dockerfile, workdirOf} from "./dockerfile.ts";
import {type FoundStart, isServer} from "./find-start.ts";
import {commandsOfBuild} from "./python-images.ts";
import type {Step} from "./steps.ts";
import {type Command, textOf} from "./word.ts";

/** What the chart does not run of today's start, or does in another place: a line each, with what to type. */
export function toldSteps(
  {steps, others, server, image}: FoundStart,
  python: readonly string[],
  needed: readonly string[],
): string[] {
  const around = {image, python, needed};
  const lines = [...steps, ...others].flatMap((step) => [...variables(step), ...told(step, around)]);
  const ofServer = server ? [...variables(server), ...developers(server)] : [];
  return [...new Set([...lines, ...ofServer])];
}

/** What the sentences need to know beside the step. */
interface Around {
  image: Dockerfile | undefined;
  /** What starts Python. */
  python: readonly string[];
  /** Variables without which the settings cannot be read. */
  needed: readonly string[];
}

type Teller = (call: Call, command: Command, around: Around) => string | undefined;

/** First match counts; an empty text is nothing to tell. */
const TELLERS: Teller[] = [
  (call) => (SILENT.test(call.program) || isActivation(call) || isHarmless(call) ? "" : undefined),
  (call, {isAsked}) =>
    isAsked || call.waits || WAITS.test(call.program) || WAITS.test(managed(call) ?? "")
      ? "not needed: pods wait until the migrations have run"
      : undefined,
  (call, _, {image}) => (call.program === "cd" ? folderTold(call, image) : undefined),
  (call) => (managed(call)?.startsWith("migrate") ? "the migration Job does it" : undefined),
  (call) =>
    managed(call) === "makemigrations"
      ? "does not run: what it writes would go with the pod. Commit the migrations"
      : undefined,
  (call, command, around) => (BUILD.test(managed(call) ?? "") ? buildTold(call, command, around) : undefined),
  (call, command) =>
    isProcess(call, command)
      ? "is a process of its own, and does not run: the chart has the web server alone"
      : undefined,
  (call, command) =>
    managed(call)
      ? `does not run. Type it once the release is up, in a pod: kubectl exec deploy/NAME-web-blue -- ${command.text.replace(/^exec /, "")}`
      : undefined,
  (call, command) =>
    FILES.test(call.program)
      ? `does not run: the image is read-only. If the site needs it, add to the Dockerfile: RUN ${command.text}`
      : undefined,
  (call) =>
    /^(\.|source)$/.test(call.path)
      ? "does not run. Type the variables that it sets into config in values.yaml, or into the Secret"
      : undefined,
  ({path}) =>
    /^\/(?!usr\/|bin\/)/.test(path)
      ? "is not in this folder, so nothing of it could be read. Type what its server is told into server in djcd.yaml"
      : undefined,
  ({program}, {from, text}, {image}) =>
    image !== undefined && from.startsWith(`${image.path}:`) && /^[\w-]+$/.test(program)
      ? `is no server that is known here. If it serves the site, type it into djcd.yaml: server: {name: other, command: [${text.split(" ").join(", ")}]}`
      : undefined,
  () =>
    "does not run. If the site needs it, do it in the image's build, or in a Job of your own: docs/own-templates.md",
];

const SILENT =
  /^(set|echo|printf|\[|\[\[|test|true|false|:|exit|return|local|export|declare|readonly|unset|trap|shift|umask|wait|sleep|date|whoami|id|read|break|continue|getopts|usage|ulimit|cat|\$@|\$\*|type|which)$/;
const WAITS = /^(nc|ncat|netcat|pg_isready|mysqladmin|wait_for\w*|wait_\w+)$/;
const BUILD = /^(collectstatic|compilemessages|compress|tailwind|npm)/;
const FILES = /^(mkdir|chmod|chown|touch|cp|mv|ln|rm|install|find|sed|envsubst)$/;
const PROCESSES =
  /^(celery|rq|huey_consumer(\.py)?|dramatiq|flower|arq|nginx|cron|crond|supercronic|supervisord|honcho|caddy|apache2ctl|apachectl|httpd|redis-server|service)$/;
const MANAGED_PROCESSES =
  /^(rqworker|rqscheduler|qcluster|run_huey|rundramatiq|runworker|process_tasks|celery|db_worker|procrastinate)/;

function told({call, command}: Step, around: Around): string[] {
  if (call === undefined || isServer({call, command})) return [];
  const line = TELLERS.map((teller) => teller(call, command, around)).find((each) => each !== undefined);
  return line ? [`${command.from}: \`${command.text}\`: ${line}.`] : [];
}

/** The command of Django, whoever starts it. */
function managed({program, args}: Call): string | undefined {
  const isDjango = program === "manage.py" || program === "django-admin" || program === "django";
  return isDjango ? args.find(({text}) => !text.startsWith("-"))?.text : undefined;
}

/** It looks, and changes nothing; or is what somebody types. */
function isHarmless(call: Call): boolean {
  return /^(check|diffsettings|showmigrations|shell|test|\$.*)$/.test(managed(call) ?? "");
}

function isActivation({path, args}: Call): boolean {
  return /^(\.|source)$/.test(path) && /\/activate$/.test(args[0]?.text ?? "");
}

function isProcess(call: Call, {isBackground}: Command): boolean {
  return isBackground || PROCESSES.test(call.program) || MANAGED_PROCESSES.test(managed(call) ?? "");
}

function buildTold(call: Call, command: Command, {image, python, needed}: Around): string {
  const name = managed(call);
  const done = image && commandsOfBuild(image).find(({words}) => words.some(({text}) => text === name));
  if (done) return `not needed, the image's build does it (${done.from})`;
  const sets = [...command.sets.map(({name, value}) => `${name}=${value.text}`), ...needed.map(asNeeded)].join(" ");
  const isPython = call.runner.length === 1 && /^python3?$/.test(call.runner[0] ?? "");
  const line = [sets, ...(isPython ? python : call.runner), call.path, textOf(call.args)]
    .filter((word) => word !== "")
    .join(" ");
  return `belongs into the image's build, and does not run at its start. Add to ${image?.path ?? "the Dockerfile"}: RUN ${line}`;
}

/** The settings are read in the build as well, and connect to nothing. */
function asNeeded(name: string): string {
  return /DATABASE_URL$/.test(name) ? `${name}=sqlite://:memory:` : `${name}=build`;
}

function folderTold({args}: Call, image: Dockerfile | undefined): string {
  const folder = args[0]?.text.replace(/\/$/, "") ?? "";
  const workdir = image && workdirOf(image);
  if (folder === workdir || folder === "." || folder === "") return "";
  const path = folder.startsWith("/") || workdir === undefined ? folder : `${workdir}/${folder}`;
  return `does not run: the server starts in the image's WORKDIR. Let the Dockerfile end with WORKDIR ${path}`;
}

/** Variables that the start gives to what runs after it. */
function variables({command, call}: Step): string[] {
  const isGiven =
    /^(export|declare|readonly)$/.test(call?.program ?? "") || (call !== undefined && isServer({call, command}));
  const sets = [...(isGiven ? command.sets : []), ...(call && isServer({call, command}) ? call.sets : [])];
  return sets
    .filter(({name}) => !/^(DJANGO_SETTINGS_MODULE|PATH)$/.test(name))
    .map(({name, value}) => {
      const typed = value.isKnown
        ? `config: {${name}: ${JSON.stringify(value.text)}} in values.yaml`
        : `what it comes to as config.${name} in values.yaml, or into the Secret`;
      return `${command.from}: sets ${name} for the server. Type ${typed}.`;
    });
}

function developers({call, command}: Step): string[] {
  if (call?.program !== "manage.py") return [];
  return [`${command.from}: \`${command.text}\` is Django's server for developers: the chart serves in its place.`];
}
