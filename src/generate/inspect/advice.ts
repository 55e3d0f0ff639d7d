import type {Server} from "../choices.ts";
import type {Database, Engine} from "./database.ts";
import type {Dependencies} from "./dependencies/dependencies.ts";
import {type Fact, first} from "./fact.ts";
import type {Files} from "./files.ts";
import type {HealthFacts} from "./health/health.ts";
import {type SettingsSearch, setting} from "./settings.ts";
import {isForDevelopers, isForProduction} from "./settings-names.ts";

/** What the advice is about; the part of the findings that it is drawn from. */
export interface Situation {
  settings: SettingsSearch;
  django: Fact | undefined;
  dependencies: Dependencies;
  server: Fact<Server>;
  /** Whether the project starts it today. */
  isStarted: boolean;
  database: Database | undefined;
  /** Databases beside the default. */
  aliases: Fact[];
  health: HealthFacts;
  image: Fact | undefined;
}

type Adviser = (files: Files, situation: Situation) => string | undefined;

/** What could not be found, or would not work in a cluster as it is; each ends with what to do. */
export function advise(files: Files, situation: Situation): string[] {
  return [...ADVISERS.flatMap((adviser) => adviser(files, situation) ?? []), ...situation.health.says];
}

const settingsModule: Adviser = (_, {settings: {module, computed, others}}) => {
  const elsewhere = "into django.settings in djcd.yaml, or for one environment into config.DJANGO_SETTINGS_MODULE";
  if (computed) {
    return `The settings module is computed at ${computed.from}: ${computed.text}. It may be ${computed.candidates.join(", ")}. ${module?.value} is written: type another ${elsewhere}.`;
  }
  const [production] = others.filter(({value}) => isForProduction(value));
  if (production && module && !isForProduction(module.value))
    return `${module.value} is the settings module, and ${production.value} (${production.from}) looks meant for production: type it ${elsewhere} if that runs.`;
  if (module === undefined || !isForDevelopers(module.value)) return undefined;
  return `${module.value} (${module.from}) looks meant for developers, and no other settings module is there. Write one for production and type it ${elsewhere}.`;
};

const djangoVersion: Adviser = (_, {django}) =>
  django ? undefined : "Django's version: no requirements, pyproject.toml, Pipfile or lock names Django.";

const serverPackage: Adviser = (_, {dependencies, server: {value}, isStarted}) => {
  if (value === "other" || isStarted || dependencies.get(value)) return undefined;
  return `${value} is in no file of dependencies. The image needs it: pip install ${value}.`;
};

const image: Adviser = (_, situation) =>
  situation.image
    ? undefined
    : "No Dockerfile for Python, so no image is known. The chart runs an image of the project: build one and push it.";

const health: Adviser = (_, {health: {ready, says}}) =>
  ready || says.length > 0
    ? undefined
    : "No health view. Probes will only ask whether the port is open. Add a cheap view, say /healthz, then set health in djcd.yaml.";

const secretKey: Adviser = (files, {settings}) => {
  const key = setting(files, settings.files, "SECRET_KEY");
  if (!key || !/^[rbf]?["']/.test(key.value)) return undefined;
  return `SECRET_KEY is written at ${key.from}. Read it from the environment: SECRET_KEY = os.environ["SECRET_KEY"].`;
};

const hiddenVariables: Adviser = (files, {settings}) => {
  const reader = first(
    files,
    settings.files,
    /^(?:from|import)\s+(dynaconf|pydantic_settings|goodconf|configurations)\b/m,
  );
  if (!reader) return undefined;
  return `Variables that ${reader.value} reads (${reader.from}) are not seen here: put what it needs into the Secret or config.`;
};

const debug: Adviser = (files, {settings}) => {
  const said = setting(files, settings.files, "DEBUG");
  return said && /^True\b/.test(said.value) ? `DEBUG is True at ${said.from}. Production wants False.` : undefined;
};

const allowedHosts: Adviser = (files, {settings}) => {
  const said = setting(files, settings.files, "ALLOWED_HOSTS");
  if (!said || !/^\[\s*\]/.test(said.value)) return undefined;
  return `ALLOWED_HOSTS is empty at ${said.from}. It has to hold the first of the chart's hosts: probes ask for that one.`;
};

const database: Adviser = (_, {database}) => {
  if (!database)
    return "The database engine: the settings do not show it. Two versions side by side need one database that both reach, and no file.";
  const {value, from, by, engineVariable} = database;
  if (engineVariable !== undefined) {
    return `${engineVariable} says the database engine (${from}). Type it into values.yaml, with a driver in the image: config: {${engineVariable}: ${BACKENDS[value]}}.`;
  }
  if (value !== "sqlite") return undefined;
  if (by !== undefined)
    return `The database is ${by} (${from}), and no driver for a server is in the dependencies: add psycopg[binary].`;
  return `SQLite (${from}) is a file in one pod: two versions side by side need one database that both reach. Use PostgreSQL.`;
};

/** What is meant where SQLite is only what a variable comes to unset. */
const BACKENDS: Record<Engine, string> = {
  postgresql: "django.db.backends.postgresql",
  sqlite: "django.db.backends.postgresql",
  mysql: "django.db.backends.mysql",
  oracle: "django.db.backends.oracle",
};

const otherDatabases: Adviser = (_, {aliases}) => {
  if (aliases.length === 0) return undefined;
  const named = aliases.map(({value, from}) => `${value} (${from})`).join(", ");
  return `The migration Job migrates the database default alone, and the settings have ${named} beside it. Where one has tables of its own: kubectl exec deploy/NAME-web-blue -- python manage.py migrate --database ${aliases[0]?.value}.`;
};

const staticFiles: Adviser = (files, {settings, dependencies}) => {
  if (settings.files.length === 0 || dependencies.get("whitenoise", "django-storages", "boto3")) return undefined;
  if (setting(files, settings.files, "STATIC_ROOT")) return undefined;
  return "Nothing serves static files with DEBUG off: no STATIC_ROOT, no whitenoise. Add whitenoise, and collectstatic to the image's build.";
};

const countedRequests: Adviser = (files, {settings, dependencies}) => {
  if (!dependencies.get("django-prometheus") || settings.files.length === 0) return undefined;
  if (first(files, settings.files, /django_prometheus\.middleware/)) return undefined;
  return "django-prometheus counts no request: add its two middlewares to MIDDLEWARE, the first and the last.";
};

const countedDatabase: Adviser = (files, {settings, dependencies}) => {
  if (!dependencies.get("django-prometheus") || settings.files.length === 0) return undefined;
  if (first(files, settings.files, /django_prometheus\.db\.backends/)) return undefined;
  return "django-prometheus counts no error of the database: let ENGINE begin with django_prometheus.db.backends.";
};

const ADVISERS: Adviser[] = [
  ...[settingsModule, djangoVersion, serverPackage, image, health],
  ...[secretKey, hiddenVariables, debug, allowedHosts, database, otherDatabases, staticFiles],
  ...[countedRequests, countedDatabase],
];
