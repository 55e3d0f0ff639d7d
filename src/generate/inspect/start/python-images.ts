import {type Files, named, nameOf} from "../files.ts";
import {type Dockerfile, readDockerfile, variablesOf} from "./dockerfile.ts";
import {shellForm, startOfImage} from "./image.ts";
import {rank} from "./rank.ts";
import {scriptFile} from "./script-file.ts";
import {commandsOf} from "./shell.ts";
import {execCommand, NO_SCOPE} from "./start.ts";
import {type Command, textOf} from "./word.ts";

/** Dockerfiles of Python images, those that look meant for production first. */
export function dockerfilesOfPython(files: Files): Dockerfile[] {
  const paths = named(files, /Dockerfile|^Containerfile/).toSorted((a, b) => rank(a) - rank(b));
  return paths.map((path) => readDockerfile(files, path)).filter((dockerfile) => isOfPython(files, dockerfile));
}

const FOR_OTHERS = /(nginx|caddy|traefik|postgres|docs)/i;
const PYTHON = /python|pypy|django|(^|\/)uv\b|conda/i;
const PYTHONS_OWN =
  /^(python[\d.]*|pip[\d.]*|uv|poetry|pipenv|pdm|manage\.py|django-admin|gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi)$/;

function isOfPython(files: Files, dockerfile: Dockerfile): boolean {
  if (FOR_OTHERS.test(dockerfile.path)) return false;
  return (
    PYTHON.test(dockerfile.base) ||
    commandsOfBuild(dockerfile)
      .concat(startOfImage(dockerfile).commands)
      .some((command) => isPythons(files, dockerfile, command))
  );
}

/** What RUN does. */
export function commandsOfBuild(dockerfile: Dockerfile): Command[] {
  const scope = {args: undefined, variables: variablesOf(dockerfile)};
  return dockerfile.instructions
    .filter(({keyword}) => keyword === "RUN")
    .flatMap((run) =>
      run.words ? execCommand(dockerfile.path, run.line, run.words) : shellForm(dockerfile.path, run, scope),
    );
}

function isPythons(files: Files, dockerfile: Dockerfile, {words}: Command): boolean {
  if (/^(apt|apt-get|apk|dnf|yum|microdnf)$/.test(words[0]?.text ?? "")) return /\bpython3?\b/.test(textOf(words));
  if (words.some(({text}) => PYTHONS_OWN.test(nameOf(text))))
    return /^(echo|printf)$/.test(words[0]?.text ?? "") === false;
  const script = words.map(({text}) => scriptFile(files, dockerfile, text)).find((each) => each !== undefined);
  const commands = script === undefined ? [] : commandsOf(files.get(script) ?? "", {path: script, line: 1}, NO_SCOPE);
  return commands.some((command) => command.words.some(({text}) => PYTHONS_OWN.test(nameOf(text))));
}
