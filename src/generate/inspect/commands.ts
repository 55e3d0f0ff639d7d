import {type Fact, find} from "./fact.ts";
import {type Files, folderOf, named} from "./files.ts";

/** How the project starts its web server today. */
export interface StartCommand {
  program: string;
  /** The whole command, without JSON's signs. */
  text: string;
  module?: string;
  port?: number;
  from: string;
}

const PROGRAM = /^.*\b(gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi)\b(?:.*\\\n)*.*$/m;
const NO_START = /\b(pip|poetry|uv|apt-get|apk)\s+(install|add|sync)|^\s*(COPY|ADD|FROM|import|from)\b|^\s*\w+\s*=\s*/;
const FOR_DEVELOPERS = /(local|dev|test)/i;
const FOR_OTHERS = /(nginx|caddy|traefik|postgres|docs)/i;
const DEFAULT_PORT_FLAGS = /(?:--bind|-b|--port|-p|--host|--http|--http-socket)[ =]+(?:[\w.[\]]*:)?(\d{2,5})\b/;
const MODULE = /(?:^|\s)((?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*:[A-Za-z_]\w*(?:\(\))?)(?=\s|$)/;
const BARE_MODULE = /(?:^|\s)((?:[A-Za-z_]\w*\.)+[wa]sgi)(?=\s|$)/;

/** Dockerfiles, the Procfile and start scripts, those that look meant for production first. */
export function findStartCommand(files: Files): StartCommand | undefined {
  const paths = [
    ...findDockerfiles(files),
    ...named(files, "Procfile"),
    ...named(files, /^(start|run|entrypoint|docker-entrypoint)(\.sh)?$/).toSorted(productionFirst),
  ];
  return paths.flatMap((path) => find(files, path, PROGRAM)).flatMap(readCommand)[0];
}

/** Dockerfiles of Python images, those that look meant for production first. */
export function findDockerfiles(files: Files): string[] {
  const isOfPython = (path: string) =>
    !FOR_OTHERS.test(path) && /python|manage\.py|gunicorn|uvicorn|\buv\b|poetry/i.test(files.get(path) ?? "");
  return named(files, /Dockerfile/)
    .filter(isOfPython)
    .toSorted(productionFirst);
}

/** The port that the image says it listens on. */
export function findExposedPort(files: Files): Fact<number> | undefined {
  const [found] = findDockerfiles(files).flatMap((path) => find(files, path, /^EXPOSE\s+(\d+)/m));
  return found && {value: Number(found.match[1]), from: found.from};
}

function readCommand({match, from}: {match: RegExpMatchArray; from: string}): StartCommand[] {
  const line = match[0].slice(match[0].startsWith("release:") ? match[0].length : 0);
  if (NO_START.test(line)) return [];
  const text = line
    .replace(/[[\]"',\\\n]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const module = MODULE.exec(text)?.[1] ?? withCallable(BARE_MODULE.exec(text)?.[1]);
  const port = DEFAULT_PORT_FLAGS.exec(text)?.[1];
  return [{program: match[1] ?? "", text, from, ...(module && {module}), ...(port && {port: Number(port)})}];
}

function withCallable(module: string | undefined): string | undefined {
  return module && `${module}:application`;
}

function productionFirst(a: string, b: string): number {
  return rank(a) - rank(b);
}

function rank(path: string): number {
  if (FOR_DEVELOPERS.test(path)) return 2;
  return /prod/i.test(path) ? 0 : folderOf(path) === "" ? 0 : 1;
}
