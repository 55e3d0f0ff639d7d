import type {Files} from "../files.ts";
import {startsOfCompose} from "./compose.ts";
import type {Dockerfile} from "./dockerfile.ts";
import {startOfImage} from "./image.ts";
import {startsOfMakefiles} from "./makefile.ts";
import {startsOfProcfiles} from "./procfile.ts";
import {dockerfilesOfPython} from "./python-images.ts";
import {startsOfScripts} from "./scripts.ts";
import type {Start} from "./start.ts";
import {type Step, stepsOf} from "./steps.ts";

/** How the project is started today. */
export interface FoundStart {
  image: Dockerfile | undefined;
  /** What serves the site; nothing where no start runs a server that we know. */
  server: Step | undefined;
  /** All that happens at the start, the server left out. */
  steps: Step[];
  /** Processes that are started by themselves. */
  others: Step[];
}

const SERVERS = /^(gunicorn|uvicorn|daphne|hypercorn|granian|uwsgi)$/;

/** The first start that runs a server counts, that of the image first of all; a server for developers only where there is no other. */
export function findStart(files: Files): FoundStart {
  const [image] = dockerfilesOfPython(files);
  const ofImage = image && startOfImage(image);
  const starts = [
    ...(ofImage ? [ofImage] : []),
    ...startsOfProcfiles(files),
    ...startsOfCompose(files, image),
    ...startsOfScripts(files),
    ...startsOfMakefiles(files),
  ];
  const read = starts.map((start) => ({start, steps: stepsOf(files, image, start.commands)}));
  const chosen = [0, 1, 2].flatMap((most) => read.filter(({steps}) => least(steps) <= most))[0];
  const server = chosen?.steps.filter((step) => rankOf(step) < 3).toSorted((a, b) => rankOf(a) - rankOf(b))[0];
  const all =
    ofImage && chosen?.start !== ofImage
      ? [...(read[0]?.steps ?? []), ...(chosen?.steps ?? [])]
      : (chosen ?? read[0])?.steps;
  const steps = distinct(all ?? []).filter((step) => step !== server);
  return {image, server, steps, others: othersOf(files, image, chosen?.start)};
}

function othersOf(files: Files, image: Dockerfile | undefined, start: Start | undefined): Step[] {
  return (start?.others ?? []).flatMap(({command}) => stepsOf(files, image, [command]));
}

function least(steps: Step[]): number {
  return Math.min(...steps.map(rankOf), 3);
}

/** 0: a server for production; 1: one that looks for changes of the code; 2: Django's own; 3: none. */
function rankOf({call}: Step): number {
  if (call === undefined || call.waits) return 3;
  if (SERVERS.test(call.program)) return call.args.some(({text}) => text === "--reload") ? 1 : 0;
  return call.program === "manage.py" && /^runserver/.test(call.args[0]?.text ?? "") ? 2 : 3;
}

/** Other ways to start the same thing are none that would be missed. */
export function isServer(step: Step): boolean {
  return rankOf(step) < 3;
}

function distinct(steps: Step[]): Step[] {
  return steps.filter(
    ({command}, index) =>
      steps.findIndex((other) => other.command.from === command.from && other.command.text === command.text) === index,
  );
}
