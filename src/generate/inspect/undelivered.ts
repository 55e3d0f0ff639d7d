import type {Dependencies} from "./dependencies/dependencies.ts";
import {type Fact, first} from "./fact.ts";
import type {Files} from "./files.ts";

/** Something of the project that this version of djcd does not bring to the cluster. */
export interface Undelivered extends Fact {
  consequence: string;
}

interface Kind {
  value: string;
  packages: string[];
  setting?: RegExp;
  consequence: string;
}

const NO_WORKERS = "no worker runs: tasks stay in the queue";

const KINDS: Kind[] = [
  {value: "Celery workers", packages: ["celery"], consequence: NO_WORKERS},
  {
    value: "Celery beat",
    packages: ["django-celery-beat"],
    setting: /\b(?:CELERY_)?BEAT_SCHEDULE\b/i,
    consequence: "nothing is scheduled",
  },
  {value: "RQ workers", packages: ["django-rq", "rq"], consequence: NO_WORKERS},
  {value: "Django Q workers", packages: ["django-q", "django-q2"], consequence: NO_WORKERS},
  {value: "Huey workers", packages: ["huey"], consequence: NO_WORKERS},
  {value: "Dramatiq workers", packages: ["dramatiq", "django-dramatiq"], consequence: NO_WORKERS},
  {
    value: "Channels",
    packages: ["channels"],
    consequence: "uvicorn serves WebSockets, but a release closes those that are open when the old pods go",
  },
];

/** What was seen and is not delivered yet. */
export function findUndelivered(files: Files, settings: string[], dependencies: Dependencies): Undelivered[] {
  return KINDS.flatMap(({value, packages, setting, consequence}) => {
    const seen = dependencies.get(...packages) ?? (setting && first(files, settings, setting));
    return seen ? [{value, consequence, from: seen.from}] : [];
  });
}
